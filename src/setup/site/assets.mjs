import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { searchOptions } from "./search-index.mjs";

const require = createRequire(import.meta.url);

/** What the pages need, by its name in the site: the file of a package. */
const packaged = {
  "assets/vega.js": "vega/build/vega.min.js",
  "assets/vega-lite.js": "vega-lite/build/vega-lite.min.js",
};

const own = join(import.meta.dirname, "browser");

/** What a page needs to look as it should. @returns {[string, string | Buffer][]} path and content */
export function styleAssets() {
  const katex = dirname(require.resolve("katex/dist/katex.min.css"));
  const fonts = readdirSync(join(katex, "fonts")).filter((name) => name.endsWith(".woff2"));
  return [
    fileAt("assets/site.css", join(own, "site.css")),
    ["assets/katex.min.css", onlyWoff2(readFileSync(join(katex, "katex.min.css"), "utf8"))],
    ...fonts.map((name) => fileAt(`assets/fonts/${name}`, join(katex, "fonts", name))),
  ];
}

/** What a page needs to answer. @param {string} index of the search, as JSON @returns {[string, string | Buffer][]} path and content */
export const scriptAssets = (index) => [
  ...["site.js", "search.js", "complete.js", "run.js"].map((name) =>
    fileAt(`assets/${name}`, join(own, name)),
  ),
  ...Object.entries(packaged).map(([path, file]) => fileAt(path, require.resolve(file))),
  fileAt("assets/minisearch.js", join(dirname(require.resolve("minisearch")), "../umd/index.js")),
  fileAt("assets/icon.svg", join(import.meta.dirname, "../../kernel/logo/logo-svg.svg")),
  [
    "assets/search-index.js",
    `window.searchIndex={options:${JSON.stringify(searchOptions)},index:${index}};\n`,
  ],
];

/** @param {string} path @param {string} file @returns {[string, Buffer]} */
const fileAt = (path, file) => [path, readFileSync(file)];

/** Every browser that reads these pages has WOFF2: the older formats stay out. @param {string} css */
const onlyWoff2 = (css) => css.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[^"]*"\)/g, "");
