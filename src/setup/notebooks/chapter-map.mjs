import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { joined, notebookNames, notebooksFolder } from "./notebook.mjs";
import { measuredTimes } from "./save.mjs";

/** @typedef {import("../context.mjs").Context} Context */

const wordsPerMinute = 200;
const mapInReadme = /(<!-- chapter map -->\n)[^]*?(<!-- end of chapter map -->)/;

/** @param {Context} context */
const readmeFile = ({ root }) => join(root, "README.md");

/** The chapters that exist, as a table: what each is called, how long it reads and, as measured, runs.
 * @param {Context} context @returns {string} Markdown */
export function chapterMap(context) {
  const names = notebookNames(context);
  if (names.length === 0) return "";
  const times = measuredTimes(context);
  const rows = names.map((name) => {
    const { title, words } = readChapter(join(notebooksFolder(context), `${name}.ipynb`));
    const running = times[name] === undefined ? "" : `${times[name]} s`;
    return `| [${name.slice(0, 2)}](notebooks/${name}.ipynb) | ${title} | ${Math.ceil(words / wordsPerMinute)} min | ${running} |`;
  });
  return ["| | Chapter | Reading | Running |", "|---|---|--:|--:|", ...rows, ""].join("\n");
}

/** @param {string} file @returns {{ title: string, words: number }} its first heading, and the words of its prose */
function readChapter(file) {
  /** @type {import("./notebook.mjs").Notebook} */
  const { cells } = JSON.parse(readFileSync(file, "utf8"));
  const prose = cells.filter((cell) => cell.cell_type === "markdown").map((cell) => joined(cell.source));
  const heading = /^# +(.+)$/m.exec(prose.join("\n"))?.[1] ?? "";
  const words = prose.join(" ").match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return { title: heading.replace(/^(chapter )?\d+[.:·—– ]*/i, "").replaceAll("|", "\\|"), words };
}

/** README.md as it should be. @param {Context} context */
export function readmeWithMap(context) {
  const readme = readFileSync(readmeFile(context), "utf8");
  return readme.replace(mapInReadme, (_, start, end) => `${start}\n${chapterMap(context)}\n${end}`);
}

/** Brings the table in README.md up to date. @param {Context} context */
export const writeChapterMap = (context) => writeFileSync(readmeFile(context), readmeWithMap(context));
