import { mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { temporaryFolder, tfjsFolder, venvPython, pythonFile } from "../context.mjs";
import { findCompiler } from "../find-compiler.mjs";
import { pip } from "../pip.mjs";
import { SetupProblem } from "../problem.mjs";
import { lastLines, runCommand } from "../run-command.mjs";
import { writeStamp } from "../stamp.mjs";
import { pythonEnvironment } from "./python-environment.mjs";
import { addon, quietLogs } from "./tensorflow-compile.mjs";
import {
  addonFolder,
  addonStamp,
  addonStampFile,
  isAddonBuilt,
  libraryFolder,
  libraryName,
} from "./tensorflow-files.mjs";

/** @typedef {import("../context.mjs").Context} Context */

/** tfjs-node's addon, compiled against the library that the step before unpacked. @type {import("../run-steps.mjs").Step} */
export const tensorflowAddon = {
  name: "TensorFlow for Node",
  isDone: isAddonBuilt,
  async run(context, progress) {
    const compiler = (await findCompiler(context)) ?? (await installCompiler(context, progress));
    linkLibrary(context);
    progress(`compiling with ${compiler.name}`);
    mkdirSync(addonFolder(context), { recursive: true });
    const zigCache = join(temporaryFolder(context), "zig");
    const env = { ...context.env, ZIG_GLOBAL_CACHE_DIR: zigCache, ZIG_LOCAL_CACHE_DIR: zigCache };
    for (const { target, args } of [quietLogs(context), addon(context)]) {
      const partial = `${target}.partial`;
      const all = [...compiler.args, ...args, "-o", partial];
      const { code, output } = await runCommand(compiler.command, all, { env });
      if (code !== 0) throw compilationFailed(compiler.name, output);
      renameSync(partial, target);
    }
    writeStamp(addonStampFile(context), addonStamp(context));
    return `compiled with ${compiler.name}`;
  },
};

/** Makes the package's `deps` point at the library's folder. @param {Context} context */
function linkLibrary(context) {
  const deps = join(tfjsFolder(context), "deps");
  rmSync(deps, { recursive: true, force: true });
  mkdirSync(join(deps, "lib"), { recursive: true });
  const link = (/** @type {string} */ from, /** @type {string} */ to) =>
    symlinkSync(relative(join(to, ".."), from), to);
  link(join(libraryFolder(context), "include"), join(deps, "include"));
  const extension = context.platform === "darwin" ? "dylib" : "so";
  for (const part of /** @type {const} */ (["cc", "framework"])) {
    const name = libraryName(context, part);
    link(join(libraryFolder(context), "lib", name), join(deps, "lib", name));
    link(
      join(libraryFolder(context), "lib", name),
      join(deps, "lib", `libtensorflow${part === "cc" ? "" : "_framework"}.${extension}`),
    );
  }
}

/** No compiler on this machine: takes the one that comes as a Python package.
 * @param {Context} context @param {(text: string) => void} progress */
async function installCompiler(context, progress) {
  progress("no C++ compiler on this machine: fetching one");
  const args = [
    "install",
    "--require-hashes",
    "--progress-bar=raw",
    "-r",
    pythonFile(context, "compiler.txt"),
  ];
  try {
    // In a checkout it is there: it comes first.
    if (context.home && !(await pythonEnvironment.isDone(context)))
      await pythonEnvironment.run(context, progress);
    await pip(context, args, "fetch a C++ compiler", progress);
  } catch (error) {
    const reason = error instanceof SetupProblem ? error.message : String(error);
    throw new SetupProblem(
      `There is no C++ compiler on this machine, and none could be fetched: ${reason}`,
      howToInstallCompiler,
    );
  }
  return { command: venvPython(context), args: ["-m", "ziglang", "c++"], name: "zig c++" };
}

const howToInstallCompiler = [
  "Debian, Ubuntu: sudo apt install g++. Fedora: sudo dnf install gcc-c++. macOS: xcode-select --install",
  "One that is installed elsewhere: set CXX to its path.",
];

/** @param {string} name @param {string} output */
const compilationFailed = (name, output) =>
  new SetupProblem(`${name} could not compile tfjs-node's addon. It said:\n${lastLines(output, 12)}`, [
    "Set CXX to another C++17 compiler (g++ 9 or newer, clang 10 or newer) and start again.",
    ...howToInstallCompiler,
  ]);
