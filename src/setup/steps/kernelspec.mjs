import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { jupyterShare } from "../jupyter/environment.mjs";
import { hasStamp, writeStamp } from "../stamp.mjs";

/** @typedef {import("../context.mjs").Context} Context */

/** @param {Context} context */
const specFile = (context) => join(jupyterShare(context), "kernels", "tslab", "kernel.json");

/** What Jupyter is told about the kernel. Its paths are absolute, so that PATH and folder do not matter.
 * @param {Context} context */
const specification = ({ root, node }) => ({
  argv: [node, join(root, "dist", "src", "kernel", "main.js"), "--connection-file", "{connection_file}"],
  display_name: "TypeScript (tunebook)",
  language: "typescript",
  interrupt_mode: "message",
  metadata: { debugger: true },
  // The first words of TensorFlow about the processor come before its own log level counts: 3 silences those too.
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
