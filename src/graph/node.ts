import {
  type ArgDefMessage,
  type AttrValueMessage,
  type FunctionDefMessage,
  messages,
  type NodeDefMessage,
  type TensorShapeMessage,
} from "./messages.js";
import type { OpAttribute, NodeBackend } from "./backend.js";

const value = (fill: (message: AttrValueMessage) => void): AttrValueMessage => {
  const message = new messages.AttrValue();
  fill(message);
  return message;
};

const list = (
  fill: (message: InstanceType<typeof messages.AttrValue.ListValue>) => void,
): AttrValueMessage => {
  const items = new messages.AttrValue.ListValue();
  fill(items);
  return value((message) => {
    message.setList(items);
  });
};

/** A shape as TensorFlow writes it. */
export function shapeMessage(shape: readonly number[]): TensorShapeMessage {
  const message = new messages.TensorShape();
  for (const size of shape) {
    const dim = new messages.TensorShape.Dim();
    dim.setSize(size);
    message.addDim(dim);
  }
  return message;
}

/** Attribute values by kind: `attribute.type(1)`, `attribute.function("body")`. */
export const attribute = {
  type: (type: number) =>
    value((message) => {
      message.setType(type);
    }),
  types: (types: readonly number[]) =>
    list((items) => {
      items.setTypeList(types);
    }),
  boolean: (flag: boolean) =>
    value((message) => {
      message.setB(flag);
    }),
  integer: (count: number) =>
    value((message) => {
      message.setI(count);
    }),
  shape: (shape: readonly number[]) =>
    value((message) => {
      message.setShape(shapeMessage(shape));
    }),
  shapes: (shapes: readonly (readonly number[])[]) =>
    list((items) => {
      items.setShapeList(shapes.map(shapeMessage));
    }),
  /** Text travels as base64, because the field is bytes. */
  text: (text: string) =>
    value((message) => {
      message.setS(Buffer.from(text).toString("base64"));
    }),
  function: (name: string, attributes: Attributes = {}) =>
    value((message) => {
      const target = new messages.NameAttrList();
      target.setName(name);
      for (const [key, content] of Object.entries(attributes)) target.getAttrMap().set(key, content);
      message.setFunc(target);
    }),
};

/** The same attribute tfjs-node gave to an operation it ran at once, for the operation written into a graph. */
export function recordedAttribute(given: OpAttribute, { binding }: NodeBackend): AttrValueMessage {
  const { name, type, value: content } = given;
  if (Array.isArray(content)) return recordedList(given, content, binding);
  switch (type) {
    case binding.TF_ATTR_INT:
      return attribute.integer(content as number);
    case binding.TF_ATTR_FLOAT:
      return value((message) => {
        message.setF(content as number);
      });
    case binding.TF_ATTR_BOOL:
      return attribute.boolean(content as boolean);
    case binding.TF_ATTR_TYPE:
      return attribute.type(content as number);
    case binding.TF_ATTR_STRING:
      return attribute.text(content as string);
    default:
      throw new Error(`Cannot record attribute ${name}: its kind ${type} is not one a graph node can carry.`);
  }
}

function recordedList(
  { name, type }: OpAttribute,
  content: readonly (number | boolean)[],
  binding: NodeBackend["binding"],
): AttrValueMessage {
  switch (type) {
    case binding.TF_ATTR_SHAPE:
      return attribute.shape(content as number[]);
    case binding.TF_ATTR_INT:
      return list((items) => {
        items.setIList(content as number[]);
      });
    case binding.TF_ATTR_FLOAT:
      return list((items) => {
        items.setFList(content as number[]);
      });
    case binding.TF_ATTR_TYPE:
      return attribute.types(content as number[]);
    case binding.TF_ATTR_BOOL:
      return list((items) => {
        items.setBList(content as boolean[]);
      });
    default:
      throw new Error(`Cannot record attribute ${name}: a list of kind ${type} is not one a node can carry.`);
  }
}

/** Attributes of a node by name. */
export type Attributes = Readonly<Record<string, AttrValueMessage>>;

/** One operation of a graph. */
export function nodeDef(
  name: string,
  op: string,
  inputs: readonly string[],
  attributes: Attributes,
): NodeDefMessage {
  const node = new messages.NodeDef();
  node.setName(name);
  node.setOp(op);
  for (const input of inputs) node.addInput(input);
  for (const [key, value] of Object.entries(attributes)) node.getAttrMap().set(key, value);
  return node;
}

/** A named, typed value: an argument of a function, or a result with the reference it comes from. */
export interface Argument {
  readonly name: string;
  readonly type: number;
}
export interface Result extends Argument {
  readonly reference: string;
}

const argDef = ({ name, type }: Argument): ArgDefMessage => {
  const message = new messages.OpDef.ArgDef();
  message.setName(name);
  message.setType(type);
  return message;
};

/** A TensorFlow function: signature, its nodes, and which references it returns. */
export function functionDef(
  name: string,
  inputs: readonly Argument[],
  nodes: readonly NodeDefMessage[],
  results: readonly Result[],
): FunctionDefMessage {
  const signature = new messages.OpDef();
  signature.setName(name);
  const definition = new messages.FunctionDef();
  for (const input of inputs) signature.addInputArg(argDef(input));
  for (const result of results) {
    signature.addOutputArg(argDef(result));
    definition.getRetMap().set(result.name, result.reference);
  }
  definition.setSignature(signature);
  definition.setNodeDefList(nodes);
  return definition;
}
