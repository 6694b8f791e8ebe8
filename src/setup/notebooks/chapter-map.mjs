import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { notebookText } from "./normalise.mjs";
import { joined, notebookNames, notebooksFolder, readNotebook } from "./notebook.mjs";
import { measuredTimes } from "./save.mjs";

/** @typedef {import("../context.mjs").Context} Context */
/** @typedef {import("./notebook.mjs").Notebook} Notebook */

const wordsPerMinute = 200;
/** The line near the top of a chapter that says how long it takes; written by `writeTimes`, never by hand. */
const timeLine = /^\*Time:\*.*$/m;

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
    const { title, words } = chapterWords(readNotebook(context, name));
    const running = times[name] === undefined ? "" : `${times[name]} s`;
    return `| [${name.slice(0, 2)}](notebooks/${name}.ipynb) | ${title} | ${minutes(words)} min | ${running} |`;
  });
  return ["| | Chapter | Reading | Running |", "|---|---|--:|--:|", ...rows, ""].join("\n");
}

/** @param {Notebook} notebook @returns {{ title: string, words: number }} its first heading, and the words of its prose */
function chapterWords({ cells }) {
  const prose = cells
    .filter((cell) => cell.cell_type === "markdown")
    .map((cell) =>
      joined(cell.source)
        .replace(timeLine, "")
        .replace(/<!--[^]*?-->/g, ""),
    );
  const heading = /^# +(.+)$/m.exec(prose.join("\n"))?.[1] ?? "";
  const words = prose.join(" ").match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return { title: heading.replace(/^(chapter )?\d+[.:·—– ]*/i, "").replaceAll("|", "\\|"), words };
}

/** @param {number} words */
const minutes = (words) => Math.ceil(words / wordsPerMinute);

/** A chapter's file with its time line brought up to date. @param {Context} context @param {string} name */
export function chapterWithTime(context, name) {
  const notebook = readNotebook(context, name);
  const seconds = measuredTimes(context)[name];
  const running = seconds === undefined ? "" : `, ${seconds} seconds for all cells to run`;
  const line = `*Time:* ${minutes(chapterWords(notebook).words)} minutes to read${running}.`;
  const cells = notebook.cells.map((cell) => {
    const source = joined(cell.source);
    const isTimed = cell.cell_type === "markdown" && timeLine.test(source);
    return isTimed ? { ...cell, source: source.replace(timeLine, line).split(/(?<=\n)/) } : cell;
  });
  return notebookText({ ...notebook, cells });
}

/** Writes into each chapter how long it takes. @param {Context} context */
export function writeTimes(context) {
  for (const name of notebookNames(context))
    writeFileSync(join(notebooksFolder(context), `${name}.ipynb`), chapterWithTime(context, name));
}

/** README.md as it should be. @param {Context} context */
export function readmeWithMap(context) {
  const readme = readFileSync(readmeFile(context), "utf8");
  return readme.replace(mapInReadme, (_, start, end) => `${start}\n${chapterMap(context)}\n${end}`);
}

/** Brings the table in README.md up to date. @param {Context} context */
export const writeChapterMap = (context) => writeFileSync(readmeFile(context), readmeWithMap(context));
