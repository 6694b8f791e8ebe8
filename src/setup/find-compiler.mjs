import { venvPython } from "./context.mjs";
import { runCommand } from "./run-command.mjs";

/** @typedef {{ command: string, args: string[], name: string }} Compiler */

/** The compilers to try, best first: the reader's choice, the system's, then the one that comes as a Python package.
 * @param {import("./context.mjs").Context} context @returns {Compiler[]} */
function candidates(context) {
  const system = [context.env["CXX"], "g++", "clang++", "c++"].filter(
    (name) => name !== undefined && name !== "",
  );
  return [
    ...system.map((command) => ({
      command: /** @type {string} */ (command),
      args: [],
      name: /** @type {string} */ (command),
    })),
    { command: venvPython(context), args: ["-m", "ziglang", "c++"], name: "zig c++" },
  ];
}

/**
 * @param {import("./context.mjs").Context} context
 * @returns {Promise<Compiler | undefined>} the first that answers; undefined if there is none yet
 */
export async function findCompiler(context) {
  for (const compiler of candidates(context)) {
    const { code } = await runCommand(compiler.command, [...compiler.args, "--version"], {
      env: context.env,
    });
    if (code === 0) return compiler;
  }
  return undefined;
}
