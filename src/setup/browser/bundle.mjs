import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { packDeclarations } from "./declarations.mjs";

/** @typedef {import("../context.mjs").Context} Context */

/**
 * Takes, in the place of what only Node has, what a page has.
 *
 * - A file `NAME.browser.ts` stands for `NAME.ts` beside it.
 * - `src/web/node.ts` stands for Node's own modules, but for two that have packages of the same interface.
 *
 * @param {string} root @returns {import("esbuild").Plugin}
 */
const forPages = (root) => ({
  name: "for pages",
  setup({ onResolve }) {
    const { resolve } = createRequire(join(root, "package.json"));
    onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir }) => {
      const instead = join(resolveDir, path.replace(/\.js$/, ".browser.ts"));
      return instead.startsWith(join(root, "src")) && existsSync(instead) ? { path: instead } : undefined;
    });
    onResolve({ filter: /^node:/ }, ({ path }) => {
      if (path === "node:path") return { path: resolve("path-browserify") };
      if (path === "node:buffer") return { path: resolve("buffer/") };
      return { path: join(root, "src", "web", "node.ts") };
    });
  },
});

/**
 * What both bundles are made with.
 *
 * @param {string} root @returns {import("esbuild").BuildOptions}
 */
const options = (root) => ({
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  minify: true,
  keepNames: true, // errors and charts show names
  legalComments: "linked",
  external: ["bullmq", "ioredis", "danfojs-node", "zeromq", "tslab"],
  inject: [join(root, "src", "web", "globals.ts")],
  // Folders as far from the root as those of dist/, so that "up four folders" is the root.
  define: { __dirname: '"/dist/src/a/b"', __filename: '"/dist/src/a/b/c.js"', "require.cache": "noModules" },
  alias: { pngjs: "pngjs/browser.js" },
  plugins: [forPages(root)],
  logLevel: "warning",
});

/**
 * Bundles the library for pages: `tunebook.js`, an ES module, with the WebAssembly it computes with and its data sets beside it.
 *
 * @param {Pick<Context, "root">} context @param {string} folder where it goes
 */
export async function bundleLibrary({ root }, folder) {
  const contents = `import { start } from "./src/web/start.js";
await start(import.meta.url);
export * from "./src/web/index.js";`;
  await build({
    ...options(root),
    stdin: { contents, resolveDir: root, sourcefile: "tunebook.ts", loader: "ts" },
    outdir: folder,
    entryNames: "tunebook",
  });
  copyFiles(root, folder);
}

/**
 * Bundles the library to where `tunebook/browser` is found: `dist/browser`.
 *
 * @param {Pick<Context, "root">} context @returns {Promise<string>} the folder
 */
export async function bundleForPackage(context) {
  const folder = join(context.root, "dist", "browser");
  rmSync(folder, { recursive: true, force: true }); // parts are named by their content: those of before would stay
  await bundleLibrary(context, folder);
  return folder;
}

/**
 * Bundles what runs the cells of a page: `worker.js`, with the compiler of the kernel, and `declarations.packed`, which it checks
 * types with. It loads `tunebook.js` beside it.
 *
 * @param {Context} context @param {string} folder where it goes
 */
export async function bundleWorker({ root }, folder) {
  await build({ ...options(root), entryPoints: [join(root, "src", "web", "worker.ts")], outdir: folder });
  packDeclarations(root, folder);
}

/** The WebAssembly and the data sets. @param {string} root @param {string} folder */
function copyFiles(root, folder) {
  const wasm = createRequire(join(root, "package.json")).resolve(
    "@tensorflow/tfjs-backend-wasm/package.json",
  );
  const simd = "tfjs-backend-wasm-simd.wasm";
  copyFileSync(join(dirname(wasm), "dist", simd), join(folder, simd));
  const datasets = join(root, "datasets");
  mkdirSync(join(folder, "datasets"), { recursive: true });
  for (const name of readdirSync(datasets).filter((each) => /\.(csv|json|gz)$/.test(each)))
    copyFileSync(join(datasets, name), join(folder, "datasets", name.replace(/\.gz$/, ".packed")));
}
