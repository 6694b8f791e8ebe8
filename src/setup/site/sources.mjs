import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { notebookNames } from "../notebooks/notebook.mjs";
import { SetupProblem } from "../problem.mjs";

/** @typedef {import("../context.mjs").Context} Context */

/**
 * What becomes a page of the site.
 *
 * @typedef {object} Source
 * @property {string} file from the root of the checkout, with slashes
 * @property {string} path of its page from the root of the site, with slashes
 * @property {"chapter" | "document"} kind
 */

/** Pages at the root, and folders of pages. */
const documents = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "datasets/README.md"];
const folder = "docs";

/** Every chapter in the order of the course, then everything written about it. @param {Context} context @returns {Source[]} */
export function sourcesOf(context) {
  const chapters = notebookNames(context).map((name) => `notebooks/${name}.ipynb`);
  const below = existsSync(join(context.root, folder))
    ? readdirSync(join(context.root, folder), { recursive: true, encoding: "utf8" })
    : [];
  const pages = below.map((name) => posix.join(folder, name.replaceAll("\\", "/"))).sort();
  const written = [...documents, ...pages].filter(
    (file) => file.endsWith(".md") && existsSync(join(context.root, file)),
  );
  return [
    ...chapters.map((file) => source(file, "chapter")),
    ...written.map((file) => source(file, "document")),
  ];
}

/** @param {string} file @param {"chapter" | "document"} kind @returns {Source} */
const source = (file, kind) => ({ file, kind, path: file.replace(/\.(ipynb|md)$/, ".html") });

/** @param {Context} context @param {string} file @returns {string} @throws {SetupProblem} if it cannot be read */
export function readSource(context, file) {
  try {
    return readFileSync(join(context.root, file), "utf8");
  } catch (error) {
    throw new SetupProblem(`Cannot make the site: ${file} cannot be read (${messageOf(error)}).`, [
      "Check that the file is there and that you may read it; git restore brings it back.",
    ]);
  }
}

/** A chapter as recorded. @param {Context} context @param {string} file @returns {import("../notebooks/notebook.mjs").Notebook}
 * @throws {SetupProblem} if it is not a notebook */
export function readChapter(context, file) {
  const whatToDo = [`Save it again in JupyterLab, or bring back the committed one: git restore ${file}`];
  const text = readSource(context, file);
  /** @type {any} */
  let notebook;
  try {
    notebook = JSON.parse(text);
  } catch (error) {
    throw new SetupProblem(
      `Cannot make the site: ${file} is not JSON, as a notebook has to be (${messageOf(error)}).`,
      whatToDo,
    );
  }
  if (notebook?.nbformat === 4 && Array.isArray(notebook.cells)) return notebook;
  throw new SetupProblem(
    `Cannot make the site: ${file} has nbformat ${notebook?.nbformat} and ${Array.isArray(notebook?.cells) ? "cells" : "no cells"}; it needs nbformat 4 and a list of cells.`,
    whatToDo,
  );
}

/** @param {Context} context @param {string} path */
export const isFile = ({ root }, path) =>
  statSync(join(root, path), { throwIfNoEntry: false })?.isFile() === true;

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error));
