import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SetupProblem } from "../problem.mjs";

/**
 * A notebook as its file has it (nbformat 4), as far as we look into it.
 *
 * @typedef {object} Notebook
 * @property {Cell[]} cells
 * @property {Record<string, any>} metadata
 * @property {number} nbformat
 * @property {number} nbformat_minor
 *
 * @typedef {object} Cell
 * @property {string} [id]
 * @property {"code" | "markdown" | "raw"} cell_type
 * @property {string | string[]} source
 * @property {Record<string, any>} metadata
 * @property {Output[]} [outputs]
 * @property {number | null} [execution_count]
 *
 * @typedef {object} Output
 * @property {string} output_type
 * @property {Record<string, any>} [data]
 * @property {Record<string, any>} [metadata]
 * @property {string} [name]
 * @property {string | string[]} [text]
 * @property {string} [ename]
 * @property {string} [evalue]
 */

/** Multi-line text, which a file may hold as lines. @param {string | string[] | undefined} text */
export const joined = (text) => (Array.isArray(text) ? text.join("") : (text ?? ""));

/** @param {import("../context.mjs").Context} context */
export const notebooksFolder = ({ root }) => join(root, "notebooks");

/** @param {import("../context.mjs").Context} context @returns {string[]} names without ending, in the order of the course */
export function notebookNames(context) {
  const folder = notebooksFolder(context);
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".ipynb")) : [];
  return files.map((name) => name.replace(/\.ipynb$/, "")).sort();
}

/** A chapter as it is committed. @param {import("../context.mjs").Context} context @param {string} name @returns {Notebook} */
export const readNotebook = (context, name) =>
  JSON.parse(readFileSync(join(notebooksFolder(context), `${name}.ipynb`), "utf8"));

/** A short name for the code of some cells: other code, another name. @param {readonly Cell[]} cells */
export function codeVersion(cells) {
  const code = cells
    .filter(({ cell_type }) => cell_type === "code")
    .map(({ source }) => joined(source).trimEnd());
  return createHash("sha256").update(JSON.stringify(code)).digest("hex").slice(0, 16);
}

/**
 * @param {readonly string[]} asked names as typed: with or without folder and ending, or only the number
 * @param {readonly string[]} names all there are
 * @returns {string[]} all of them, if none is asked for
 * @throws {SetupProblem} if one does not exist
 */
export function chooseNotebooks(asked, names) {
  if (asked.length === 0) return [...names];
  return asked.map((typed) => {
    const wanted = typed.replace(/^.*[/\\]/, "").replace(/\.ipynb$/, "");
    const found = names.find((name) => name === wanted || name.split("-")[0] === wanted);
    if (found !== undefined) return found;
    throw new SetupProblem(`There is no notebook "${typed}".`, [
      `There are: ${names.join(", ") || "none yet"}`,
    ]);
  });
}
