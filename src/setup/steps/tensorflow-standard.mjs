import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { tfjsFolder, tfjsSources } from "../context.mjs";
import { SetupProblem } from "../problem.mjs";
import { lastLines } from "../run-command.mjs";
import { npm } from "./npm-packages.mjs";

/** tfjs-node's own download, for the platforms whose wheel has no libraries to link with. @type {import("../run-steps.mjs").Step} */
export const tensorflowStandard = {
  name: "Native TensorFlow (tfjs-node's own download)",
  isDone: (context) => existsSync(join(tfjsFolder(context), "lib", "napi-v8", "tfjs_binding.node")),
  async run(context, progress) {
    progress("downloading");
    const scripts = ["--ignore-scripts=false", "--foreground-scripts"];
    const { version } = JSON.parse(readFileSync(join(tfjsSources(context), "package.json"), "utf8"));
    const args = context.home
      ? ["install", `@tensorflow/tfjs-node@${version}`, "--no-save", "--prefix", context.home]
      : ["rebuild", "@tensorflow/tfjs-node"];
    const { code, output } = await npm(context, [...args, ...scripts]);
    if (code !== 0 || !(await tensorflowStandard.isDone(context)))
      throw new SetupProblem(
        `tfjs-node could not download TensorFlow for ${context.platform} ${context.arch}. It said:\n${lastLines(output)}`,
        [
          "It comes from storage.googleapis.com: check that this host can be reached, then start again.",
          "Windows without success: use WSL 2, where TensorFlow is taken from the Python package index.",
        ],
      );
    return undefined;
  },
};
