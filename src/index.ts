export { stream, type RandomStream } from "./random/stream.js";
export type { Hyperparameters } from "./hyperparameters/hyperparameters.js";
