export { activations, type Activation } from "./activations.js";
export { parameterCount } from "./assemble.js";
export { buildNetwork } from "./build-network.js";
export type { Initializer, InitializerInput } from "./initializers.js";
export { initializers } from "./initializers.js";
export type { ForwardContext, ForwardResult, Network, NetworkShape, WeightSpec } from "./network.js";
