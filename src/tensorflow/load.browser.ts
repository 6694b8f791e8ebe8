import * as core from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js";
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import * as layers from "@tensorflow/tfjs-layers";
import "@tensorflow/tfjs-backend-cpu";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { lendKernels } from "./lend-kernels.js";
import { mendGradients } from "./mend-gradients.js";

/** A page computes one operation at a time. */
export const buildsGraphs: boolean = false;

const tf = { ...core, ...layers };

export const loadTensorFlow = (): unknown => tf;

export function tfjsNodeModule(path: string): never {
  throw new Error(`Cannot load ${path} of tfjs-node: a page has no native TensorFlow. Run this at home.`);
}

/**
 * Gets TensorFlow.js ready in this page: on WebAssembly with SIMD, or else on its slower backend in JavaScript.
 *
 * @param folder address of the folder with `tfjs-backend-wasm-simd.wasm`
 * @returns the backend, "wasm" or "cpu"
 */
export async function startTensorFlow(folder: string | URL): Promise<string> {
  core.enableProdMode();
  mendGradients(core);
  const backend = (await startWasm(folder)) ? "wasm" : "cpu";
  await core.setBackend(backend);
  if (backend === "wasm") lendKernels(core, "cpu", "wasm");
  return backend;
}

/** Without threads: they take a page that is isolated from all others, which a plain host of files cannot promise. */
async function startWasm(folder: string | URL): Promise<boolean> {
  try {
    core.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    if (!(await core.env().getAsync("WASM_HAS_SIMD_SUPPORT"))) return false;
    setThreadsCount(1);
    setWasmPaths(new URL("./", folder).href);
    return await core.setBackend("wasm");
  } catch {
    return false; // no WebAssembly at all
  }
}
