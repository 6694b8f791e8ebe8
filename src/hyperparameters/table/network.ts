import { define, linear, logarithmic } from "../definition.js";
import { oneOf, orAuto, positive, wholeFrom, yesNo } from "../domain.js";

/** The function that is trained, and where it starts. */
export const networkTable = Object.freeze({
  /** The kind of layer the network is built from. */
  architecture: define({
    symbol: "f",
    domain: oneOf("dense", "convolutional", "simpleRnn", "gru", "lstm", "selfAttention"),
    default: "dense",
    meaning: "The kind of layer the network is built from.",
    unit: "",
    structural: true,
    chapter: 14,
  }),
  /** How many hidden layers there are; 0 is a linear model. */
  layers: define({
    symbol: "L",
    domain: wholeFrom(0),
    default: 2,
    meaning: "How many hidden layers there are; 0 is a linear model.",
    unit: "layers",
    structural: true,
    chapter: 12,
    search: linear(1, 10),
  }),
  /** How many units (or filters) each hidden layer has. */
  units: define({
    symbol: "n",
    domain: wholeFrom(1),
    default: 64,
    meaning: "How many units (or filters) each hidden layer has.",
    unit: "units",
    structural: true,
    chapter: 13,
    search: logarithmic(8, 512),
  }),
  /** Width of a convolution's window. */
  kernelSize: define({
    symbol: "k",
    domain: wholeFrom(1),
    default: 3,
    meaning: "Width of a convolution's window.",
    unit: "inputs",
    structural: true,
    chapter: 14,
    search: linear(1, 7),
  }),
  /** How each convolutional layer halves its output, if it does; globalMax: in the end only each filter's maximum is left. */
  pooling: define({
    symbol: "\\downarrow",
    domain: oneOf("none", "max", "average", "stride", "globalMax"),
    default: "max",
    meaning:
      "How each convolutional layer halves its output, if it does; globalMax: in the end only each filter's maximum is left.",
    unit: "",
    structural: true,
    chapter: 14,
  }),
  /** Whether each hidden layer adds its input to its output where the shapes agree. */
  residual: define({
    symbol: "x + f(x)",
    domain: yesNo(),
    default: false,
    meaning: "Whether each hidden layer adds its input to its output where the shapes agree.",
    unit: "",
    structural: true,
    chapter: 12,
  }),
  /** The function applied to what each hidden unit has summed up. */
  activation: define({
    symbol: "\\varphi",
    domain: oneOf("linear", "sigmoid", "tanh", "relu", "leakyRelu", "elu", "selu", "gelu", "swish"),
    default: "relu",
    meaning: "The function applied to what each hidden unit has summed up.",
    unit: "",
    structural: true,
    chapter: 11,
  }),
  /** The distribution that the first weights are drawn from. */
  initializer: define({
    symbol: "W_0",
    domain: oneOf(
      "zeros",
      "constant",
      "randomNormal",
      "randomUniform",
      "glorotUniform",
      "glorotNormal",
      "heUniform",
      "heNormal",
      "lecunUniform",
      "lecunNormal",
      "orthogonal",
    ),
    default: "heNormal",
    meaning: "The distribution that the first weights are drawn from.",
    unit: "",
    structural: false,
    chapter: 10,
  }),
  /** The constant, the normal's standard deviation, the uniform's limit, or orthogonal's gain; "auto" is 0.05, and 1 for orthogonal. */
  initializerScale: define({
    symbol: "\\sigma_0",
    domain: orAuto(positive()),
    default: "auto",
    meaning:
      "The constant, the normal's standard deviation, the uniform's limit, or orthogonal's gain; \"auto\" is 0.05, and 1 for orthogonal.",
    unit: "",
    structural: false,
    chapter: 10,
    search: logarithmic(1e-3, 10),
  }),
});
