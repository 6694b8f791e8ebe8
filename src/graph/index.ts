/**
 * The graph compiler: a function of named tensors is traced once and runs as one TensorFlow graph, with loops inside. This
 * file is its only door; it knows nothing of training.
 */
export { compile, type CompiledProgram, type CompileOptions, type Program } from "./compile.js";
export { outlined, repeat, walk, type Round, type Walk, type WalkRound } from "./control-flow.js";
export { prepare, type Path, type Runner, type RunnerRequest } from "./prepare.js";
export { TraceError } from "./recorder.js";
export {
  named,
  specsOf,
  tensor,
  valuesOf,
  withoutPrefix,
  withPrefix,
  type Tensors,
  type TensorSpec,
  type TensorSpecs,
} from "./tensors.js";
