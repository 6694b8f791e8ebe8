import { join } from "node:path";
import { jupyterShare } from "../jupyter/environment.mjs";
import { isRegistered, register } from "../kernelspec-files.mjs";

/** @typedef {import("../context.mjs").Context} Context */

/** @param {Context} context */
const folder = (context) => join(jupyterShare(context), "kernels", "tslab");

/** The `tslab` kernel, made known to the project's own Jupyter. @type {import("../run-steps.mjs").Step} */
export const kernelspec = {
  name: "The TypeScript kernel",
  isDone: (context) => isRegistered(folder(context), context),
  run(context) {
    register(folder(context), context);
  },
};
