import { lazyObject } from "../runtime/lazy-object.js";
import { tfjsNodeModule } from "../tensorflow/load.js";

/**
 * The protocol buffers TensorFlow keeps graphs in, as generated in tfjs-node (which ships them without types).
 * Only what the graph compiler writes is declared.
 *
 * @see tensorflow/core/framework/graph.proto, function.proto, node_def.proto, attr_value.proto
 */
interface ProtoMap<V> {
  set(key: string, value: V): unknown;
}
interface Message {
  serializeBinary(): Uint8Array;
}
export interface TensorShapeMessage extends Message {
  addDim(dim: unknown): unknown;
}
export interface TensorMessage extends Message {
  setDtype(type: number): void;
  setTensorShape(shape: TensorShapeMessage): void;
  setTensorContent(content: Uint8Array): void;
}
export interface NameAttrListMessage extends Message {
  getAttrMap(): ProtoMap<AttrValueMessage>;
  setName(name: string): void;
}
export interface AttrListMessage extends Message {
  setIList(values: readonly number[]): void;
  setFList(values: readonly number[]): void;
  setBList(values: readonly boolean[]): void;
  setTypeList(values: readonly number[]): void;
  setShapeList(values: readonly TensorShapeMessage[]): void;
}
export interface AttrValueMessage extends Message {
  setList(list: AttrListMessage): void;
  setS(base64: string): void;
  setI(value: number): void;
  setF(value: number): void;
  setB(value: boolean): void;
  setType(type: number): void;
  setShape(shape: TensorShapeMessage): void;
  setTensor(tensor: TensorMessage): void;
  setFunc(name: NameAttrListMessage): void;
}
export interface NodeDefMessage extends Message {
  setName(name: string): void;
  setOp(op: string): void;
  addInput(reference: string): unknown;
  getAttrMap(): ProtoMap<AttrValueMessage>;
}
export interface ArgDefMessage extends Message {
  setName(name: string): void;
  setType(type: number): void;
}
export interface OpDefMessage extends Message {
  setName(name: string): void;
  addInputArg(arg: ArgDefMessage): unknown;
  addOutputArg(arg: ArgDefMessage): unknown;
}
export interface FunctionDefMessage extends Message {
  setSignature(signature: OpDefMessage): void;
  setNodeDefList(nodes: readonly NodeDefMessage[]): void;
  getRetMap(): ProtoMap<string>;
  getAttrMap(): ProtoMap<AttrValueMessage>;
}
export interface FunctionDefLibraryMessage extends Message {
  setFunctionList(functions: readonly FunctionDefMessage[]): void;
}
export interface GraphDefMessage extends Message {
  setNodeList(nodes: readonly NodeDefMessage[]): void;
  setLibrary(library: FunctionDefLibraryMessage): void;
  setVersions(versions: VersionDefMessage): void;
}
export interface VersionDefMessage extends Message {
  setProducer(version: number): void;
}
export interface MetaInfoDefMessage extends Message {
  addTags(tag: string): unknown;
}
export interface MetaGraphDefMessage extends Message {
  setMetaInfoDef(info: MetaInfoDefMessage): void;
  setGraphDef(graph: GraphDefMessage): void;
}
export interface SavedModelMessage extends Message {
  setSavedModelSchemaVersion(version: number): void;
  addMetaGraphs(graph: MetaGraphDefMessage): unknown;
}

interface Messages {
  TensorShape: (new () => TensorShapeMessage) & { Dim: new () => { setSize(size: number): void } };
  Tensor: new () => TensorMessage;
  NameAttrList: new () => NameAttrListMessage;
  AttrValue: (new () => AttrValueMessage) & { ListValue: new () => AttrListMessage };
  NodeDef: new () => NodeDefMessage;
  OpDef: (new () => OpDefMessage) & { ArgDef: new () => ArgDefMessage };
  FunctionDef: new () => FunctionDefMessage;
  FunctionDefLibrary: new () => FunctionDefLibraryMessage;
  GraphDef: new () => GraphDefMessage;
  VersionDef: new () => VersionDefMessage;
  MetaGraphDef: (new () => MetaGraphDefMessage) & { MetaInfoDef: new () => MetaInfoDefMessage };
  SavedModel: new () => SavedModelMessage;
}

/** The generated classes. */
export const messages = lazyObject(() => tfjsNodeModule("proto/api_pb.js") as Messages);
