import { join } from "node:path";
import { nodeHeaders, tfjsFolder, tfjsSources } from "../context.mjs";
import { addonFolder, libraryName } from "./tensorflow-files.mjs";

/** @typedef {import("../context.mjs").Context} Context */
/** @typedef {{ target: string, args: string[] }} Compilation what to make, and what to tell the compiler */

const common = "-std=c++17 -O2 -shared -fPIC -w".split(" ");

/** @param {Context} context */
const libraries = (context) => join(tfjsFolder(context), "deps", "lib");

/** @param {Context} context @param {string} path from the made file's folder to the libraries */
const findLibrariesIn = ({ platform }, path) =>
  `-Wl,-rpath,${platform === "darwin" ? "@loader_path" : "$ORIGIN"}${path}`;

/** @param {Context} context */
const quietLogsFile = (context) =>
  join(libraries(context), `libtunebook_quiet.${context.platform === "darwin" ? "dylib" : "so"}`);

/** A library that only sets TensorFlow's log level; see its source. @param {Context} context @returns {Compilation} */
export const quietLogs = (context) => ({
  target: quietLogsFile(context),
  args: [
    ...common,
    join(context.root, "src", "setup", "native", "quiet-logs.cc"),
    join(libraries(context), libraryName(context, "framework")),
    findLibrariesIn(context, ""),
    ...(context.platform === "darwin" ? ["-install_name", "@rpath/libtunebook_quiet.dylib"] : ["-ldl"]),
  ],
});

/** tfjs-node's addon from its own two files. @param {Context} context @returns {Compilation} */
export function addon(context) {
  const mac = context.platform === "darwin";
  const binding = join(tfjsSources(context), "binding");
  const includes = [binding, join(tfjsFolder(context), "deps", "include"), nodeHeaders(context)];
  const tensorflow = ["cc", "framework"].map((part) =>
    join(libraries(context), libraryName(context, /** @type {"cc" | "framework"} */ (part))),
  );
  // What sets the log level must be ready before TensorFlow itself: Linux initialises the last library first, macOS the first.
  const linked = mac ? [quietLogsFile(context), ...tensorflow] : [...tensorflow, quietLogsFile(context)];
  return {
    target: join(addonFolder(context), "tfjs_binding.node"),
    args: [
      ...common,
      "-DNAPI_VERSION=8",
      ...includes.flatMap((include) => ["-I", include]),
      join(binding, "tfjs_backend.cc"),
      join(binding, "tfjs_binding.cc"),
      ...(mac ? ["-undefined", "dynamic_lookup"] : ["-Wl,--no-as-needed"]),
      ...linked,
      findLibrariesIn(context, "/../../deps/lib"),
    ],
  };
}
