/** @typedef {import("./pages.mjs").Rendered} Rendered */
/** @typedef {import("./layout.mjs").Entry} Entry */

/** Pages that the contents list below the chapters, with their names there. @type {readonly (readonly [string, string])[]} */
const listed = [
  ["README.html", "Run it at home"],
  ["docs/hyperparameters.html", "Glossary of hyperparameters"],
  ["docs/chapters.html", "How a chapter states what it found"],
  ["docs/claims.html", "What the course claims"],
];

/** A page of the API reference, by the name of its entry point. */
const api = /^docs\/api\/(\w+)\.html$/;

/** @param {readonly Rendered[]} rendered @returns {import("./layout.mjs").Contents} */
export function contentsOf(rendered) {
  const pages = rendered.map(({ page }) => page);
  const there = new Set(pages.map(({ path }) => path));
  const entryPoints = pages.flatMap(({ path }) => api.exec(path)?.[1] ?? []);
  return {
    chapters: pages.filter(({ file }) => file?.endsWith(".ipynb")),
    reference: [
      ...listed.filter(([path]) => there.has(path)).map(([path, title]) => ({ path, title })),
      ...entryPoints
        .filter((name) => name !== "README")
        .sort((a, b) => Number(b === "tunebook") - Number(a === "tunebook"))
        .map((name) => ({ path: `docs/api/${name}.html`, title: name === "tunebook" ? "API: tunebook" : `API: tunebook/${name}` })), // prettier-ignore
    ],
  };
}
