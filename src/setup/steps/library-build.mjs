import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { runCommand } from "../run-command.mjs";
import { SetupProblem } from "../problem.mjs";
import { hasStamp, writeStamp } from "../stamp.mjs";

/** @typedef {import("../context.mjs").Context} Context */

const sourceFolders = ["src", "test", "bench"];

/** @param {string} folder @param {string} ending @returns {string[]} every file below it, absolute, sorted */
function filesBelow(folder, ending) {
  if (!existsSync(folder)) return [];
  const names = /** @type {string[]} */ (readdirSync(folder, { recursive: true, encoding: "utf8" }));
  return names
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name));
}

/** What the build depends on: name, size and time of every source. @param {Context} context */
function fingerprint({ root }) {
  const sources = sourceFolders.flatMap((folder) => filesBelow(join(root, folder), ".ts"));
  const all = [...sources, join(root, "tsconfig.json"), join(root, "package-lock.json")];
  return Object.fromEntries(
    all.map((file) => [relative(root, file), `${statSync(file).size} ${statSync(file).mtimeMs}`]),
  );
}

/** Compiled output whose source is gone: a deleted test must not keep running. @param {Context} context */
function removeOrphans({ root }) {
  for (const folder of sourceFolders)
    for (const file of filesBelow(join(root, "dist", folder), ".js")) {
      const source = join(root, relative(join(root, "dist"), file).replace(/\.js$/, ".ts"));
      if (existsSync(source)) continue;
      for (const ending of [".js", ".js.map", ".d.ts"])
        rmSync(file.replace(/\.js$/, ending), { force: true });
    }
}

/** The library, its tests and its kernel, compiled. @type {import("../run-steps.mjs").Step} */
export const libraryBuild = {
  name: "The library, compiled",
  isDone: (context) => hasStamp(join(context.root, "dist", "built.json"), fingerprint(context)),
  async run(context) {
    const before = fingerprint(context);
    const compiler = join(context.root, "node_modules", "typescript-native", "bin", "tsc");
    const { code, output } = await runCommand(context.node, [compiler], {
      cwd: context.root,
      env: context.env,
    });
    if (code !== 0)
      throw new SetupProblem(`The library does not compile:\n${output.trimEnd()}`, [
        "Correct the lines it names and start again.",
      ]);
    removeOrphans(context);
    writeStamp(join(context.root, "dist", "built.json"), before);
  },
};
