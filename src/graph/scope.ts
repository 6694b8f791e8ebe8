import { attribute, type Attributes, nodeDef, recordedAttribute, shapeMessage } from "./node.js";
import type { TensorInfo } from "@tensorflow/tfjs";
import { typeNumber, type GraphValue, type NodeBackend, type OpAttribute } from "./backend.js";
import { messages, type NodeDefMessage } from "./messages.js";

/** Something a function of the graph takes from outside: its name there, and what it stands for. */
export interface Capture {
  readonly name: string;
  readonly value: GraphValue;
}

/**
 * The body of one TensorFlow function while it is being written: which nodes it has, and which of them made which
 * tensor. A tensor that was made by an enclosing function becomes one more argument (a capture); one that nothing
 * recorded made is a constant.
 */
export class Scope {
  readonly nodes: NodeDefMessage[] = [];
  readonly captures: Capture[] = [];
  private readonly references = new WeakMap<object, string>();
  private readonly constants = new Map<string, string>();

  constructor(
    private readonly backend: NodeBackend,
    private readonly read: (dataId: object) => ArrayBufferView,
    private readonly parent?: Scope,
  ) {}

  /** From now on `value` is known here as `reference`. */
  define(value: GraphValue, reference: string): void {
    this.references.set(value.dataId, reference);
  }

  /** Whether the value of this data depends on what the graph is given. */
  derives(dataId: object): boolean {
    return this.references.has(dataId) || (this.parent?.derives(dataId) ?? false);
  }

  /** How a node of this function refers to a value. */
  reference(value: GraphValue): string {
    const known = this.references.get(value.dataId);
    if (known !== undefined) return known;
    return this.parent?.derives(value.dataId) ? this.capture(value) : this.constant(value);
  }

  /** Writes a node and returns its name. */
  add(op: string, inputs: readonly string[], attributes: Attributes): string {
    const name = `${op}_${this.nodes.length}`;
    this.nodes.push(nodeDef(name, op, inputs, attributes));
    return name;
  }

  /** Writes the node for an operation that tfjs-node just ran. */
  record(
    op: string,
    given: readonly OpAttribute[],
    inputs: readonly TensorInfo[],
    outputs: readonly TensorInfo[],
  ) {
    const attributes = Object.fromEntries(
      given.map((one) => [one.name, recordedAttribute(one, this.backend)]),
    );
    // tfjs-node leaves the type of this one to be inferred from its inputs, which only eager execution does.
    if (op === "ExpandDims") attributes["T"] = attribute.type(typeNumber(inputs[0]!.dtype));
    const references = inputs.map((input) => this.reference(input));
    const name = this.add(op, references, attributes);
    outputs.forEach((output, index) => {
      this.define(output, `${name}:${outputReference(op, index)}`);
    });
  }

  private capture(value: GraphValue): string {
    const name = `capture_${this.captures.length}`;
    this.captures.push({ name, value });
    this.define(value, name);
    return name;
  }

  /** Equal constants (mostly shapes and axes) share one node. */
  private constant({ dataId, dtype, shape }: GraphValue): string {
    const data = this.read(dataId);
    const content = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const key = `${dtype}/${shape.join()}/${content.toString("latin1")}`;
    const reference = this.constants.get(key) ?? this.addConstant(typeNumber(dtype), shape, content);
    this.constants.set(key, reference);
    return reference;
  }

  private addConstant(type: number, shape: readonly number[], content: Uint8Array): string {
    const tensor = new messages.Tensor();
    tensor.setDtype(type);
    tensor.setTensorShape(shapeMessage(shape));
    tensor.setTensorContent(Uint8Array.from(content));
    const value = new messages.AttrValue();
    value.setTensor(tensor);
    return `${this.add("Const", [], { dtype: attribute.type(type), value })}:output:0`;
  }
}

/**
 * How TensorFlow names the outputs of its operations. Inside a function an input is written
 * `node:output name:index`, so the names are needed; most operations call it `output`, these do not.
 *
 * @see tensorflow/core/ops/*.cc, or any op in `tf.raw_ops`
 */
const byName: Readonly<Record<string, string>> = {
  y:
    "Abs Acos Acosh Asin Asinh Atan Atanh Cast Ceil ComplexAbs Cos Cosh Erf Exp Expm1 Floor IsFinite IsInf IsNan Log Log1p " +
    "LogicalNot Neg OnesLike Reciprocal Round Rsqrt Sigmoid Sign Sin Sinh Sqrt Square Tan Tanh Transpose ZerosLike",
  z:
    "Add AddV2 Atan2 BitwiseAnd BitwiseOr BitwiseXor Div DivNoNan Equal FloorDiv FloorMod Greater GreaterEqual LeftShift " +
    "Less LessEqual LogicalAnd LogicalOr Maximum Minimum Mul NotEqual Pow RealDiv RightShift SigmoidGrad " +
    "SquaredDifference Sub TanhGrad",
  activations: "Elu LeakyRelu Relu Relu6 Selu Softplus",
  backprops: "EluGrad ReluGrad",
  out: "Complex Cumprod Cumsum",
  sum: "AddN",
  product: "MatMul",
  softmax: "Softmax",
  bins: "Bincount",
  r0: "BroadcastArgs",
  crops: "CropAndResize",
  dense: "SparseToDense",
  index: "Where",
  resized_images: "ResizeBilinear ResizeNearestNeighbor",
  transformed_images: "ImageProjectiveTransformV3",
  in_backprop: "Dilation2DBackpropInput",
  filter_backprop: "Dilation2DBackpropFilter",
  "values,indices": "TopKV2",
  "y,idx": "UniqueV2",
  "loss,backprop": "SoftmaxCrossEntropyWithLogits",
  "y,batch_mean,batch_variance,reserve_space_1,reserve_space_2": "FusedBatchNorm",
};

/** Operations with one output that is a list: all elements share the name. */
const listOutputs = new Set(["SplitV", "Unpack", "StatelessWhile", "PartitionedCall"]);

const names = new Map(
  Object.entries(byName).flatMap(([name, ops]) => ops.split(" ").map((op) => [op, name.split(",")] as const)),
);

/** How output number `index` of an operation is referred to inside a function, for example `"z:0"`. */
export function outputReference(op: string, index: number): string {
  if (listOutputs.has(op)) return `output:${index}`;
  return `${names.get(op)?.[index] ?? "output"}:0`;
}
