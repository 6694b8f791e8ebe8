import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { tfjsFolder } from "../context.mjs";
import { SetupProblem } from "../problem.mjs";
import { lastLines, runCommand } from "../run-command.mjs";
import { hasStamp, writeStamp } from "../stamp.mjs";

/** @typedef {import("../context.mjs").Context} Context */

/** @param {Context} context */
const addonFolder = (context) => join(tfjsFolder(context), "lib", "napi-v8");

/** @param {Context} context */
const stamp = (context) => ({
  node: context.nodeVersion,
  addon: statSync(join(addonFolder(context), "tfjs_binding.node"), { throwIfNoEntry: false })?.mtimeMs ?? 0,
});

/** Through the library's own door, which prepares newer Nodes for tfjs-node. */
const addition = `
  const { tf } = require("./dist/src/tensorflow/tensorflow.js");
  console.log("sum", tf.add(2, 3).dataSync()[0], tf.version["tfjs-node"]);`;

/** Loads TensorFlow in another process, once per Node version, and lets it add two numbers. @type {import("../run-steps.mjs").Step} */
export const tensorflowCheck = {
  name: "TensorFlow works",
  isDone: (context) => hasStamp(join(addonFolder(context), "checked.json"), stamp(context)),
  async run(context) {
    const env = { ...context.env, TF_CPP_MIN_LOG_LEVEL: "2" };
    const { output } = await runCommand(context.node, ["-e", addition], { cwd: context.root, env });
    if (!output.includes("sum 5 ")) throw doesNotLoad(context, output);
    writeStamp(join(addonFolder(context), "checked.json"), stamp(context));
    return "2 + 3 = 5";
  },
};

/** @param {Context} context @param {string} output */
function doesNotLoad(context, output) {
  const glibc = /version `(GLIBC(?:XX)?_[\d.]+)' not found/.exec(output);
  if (glibc)
    return new SetupProblem(`TensorFlow needs a newer system: ${glibc[1]} is missing.`, [
      "Use Debian 11, Ubuntu 20.04, Fedora 33 or newer.",
    ]);
  const remedy = context.home
    ? `Delete the folder ${context.home} and start again: it is made anew.`
    : existsSync(join(context.root, ".cache"))
      ? "Delete the folders .cache and node_modules and start again: both are made anew."
      : "Delete the folder node_modules and start again: it is made anew.";
  return new SetupProblem(`TensorFlow is installed, but does not load. Node said:\n${lastLines(output)}`, [
    remedy,
  ]);
}
