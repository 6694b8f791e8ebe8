import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { jupyterShare } from "../jupyter/environment.mjs";
import { hasStamp, writeStamp } from "../stamp.mjs";

/** @typedef {import("../context.mjs").Context} Context */

/** @param {Context} context */
const specFile = (context) => join(jupyterShare(context), "kernels", "tslab", "kernel.json");

/** How to start the kernel: absolute, so that PATH and folder do not matter. Without ours, the one it builds on.
 * @param {Context} context */
function startingOurs({ root, node }) {
  const ours = join(root, "dist", "src", "kernel", "main.js");
  if (existsSync(ours))
    return { argv: [node, ours, "--connection-file", "{connection_file}"], interrupt_mode: "message" };
  const tslab = join(root, "node_modules", "tslab", "bin", "tslab");
  return { argv: [node, tslab, "kernel", "--config-path={connection_file}"], interrupt_mode: "signal" };
}

/** What Jupyter is told about the kernel. @param {Context} context */
const specification = (context) => ({
  ...startingOurs(context),
  display_name: "TypeScript (tunebook)",
  language: "typescript",
  env: { TF_CPP_MIN_LOG_LEVEL: "3" },
});

/** The `tslab` kernel, made known to the project's own Jupyter. @type {import("../run-steps.mjs").Step} */
export const kernelspec = {
  name: "The TypeScript kernel",
  isDone: (context) => hasStamp(specFile(context), specification(context)),
  run(context) {
    mkdirSync(join(jupyterShare(context), "kernels", "tslab"), { recursive: true });
    writeStamp(specFile(context), specification(context));
  },
};
