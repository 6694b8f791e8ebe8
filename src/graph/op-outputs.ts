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
