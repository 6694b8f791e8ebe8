import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { thisMachine } from "../../../src/setup/context.mjs";
import { notebookNames } from "../../../src/setup/notebooks/notebook.mjs";
import { machine } from "../support/machine.mjs";
import { writeFiles } from "../support/temporary.mjs";

/** Chapters that are tested as they are committed. */
const whole = ["01-learning-rate", "06-early-stopping"];

/** Pages that are tested as they are. */
const pages = ["package.json", "docs/hyperparameters.md", "docs/api/kernel.md"];

const readme = `# tunebook

A course.

## Start

\`npm start\`

## The chapters

[First](notebooks/00-start-here.ipynb), [licence](LICENSE), [docs](docs).
`;

/** @param {readonly any[]} cells @returns {string} the file of a notebook */
export const notebookFile = (cells) =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });

/** @param {string} source @returns {any} */
export const text = (source) => ({ cell_type: "markdown", source, metadata: {} });

/** A course of two whole chapters; of the others there are only the titles. @returns {import("../../../src/setup/context.mjs").Context} */
export function smallCourse() {
  const { root } = thisMachine();
  const course = machine();
  const files = { "README.md": readme, LICENSE: "Apache-2.0", "docs/README.md": "# Docs" };
  writeFiles(course.root, files);
  for (const name of notebookNames(thisMachine()))
    if (!whole.includes(name))
      writeFiles(course.root, { [`notebooks/${name}.ipynb`]: notebookFile([text(titleOf(root, name))]) });
  for (const file of [...pages, ...whole.map((name) => `notebooks/${name}.ipynb`)]) {
    mkdirSync(dirname(join(course.root, file)), { recursive: true });
    copyFileSync(join(root, file), join(course.root, file));
  }
  return course;
}

/** @param {string} root @param {string} name */
function titleOf(root, name) {
  const title = /"(# \d\d · [^"\\]+)/.exec(
    readFileSync(join(root, "notebooks", `${name}.ipynb`), "utf8"),
  )?.[1];
  return title ?? `# ${name}`;
}
