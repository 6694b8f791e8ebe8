import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/** A chapter of the course, as its first cell describes it. */
export interface Chapter {
  /** The notebook's file without ending, for example `"01-learning-rate"`. */
  readonly name: string;
  /** Its first heading, for example `"01 · Learning rate"`. */
  readonly title: string;
  /** Minutes to read, from its words; 0 if it was never recorded. */
  readonly minutes: number;
  /** Seconds all its cells took to run when it was recorded; 0 if it never was. */
  readonly seconds: number;
  /** The chapters it builds on, by name: those that its line "Before this" links to. */
  readonly needs: readonly string[];
}

/** The folder `notebooks/` of this checkout, seen from `dist/src/course/map/`. */
export const notebooksFolder = resolve(__dirname, "..", "..", "..", "..", "notebooks");

/**
 * The chapters, in the order of the course. Their details are read from the notebooks: title,
 * the time measured when they were recorded, and what to read before.
 *
 * @param folder where the notebooks are; this checkout's by default
 * @returns one entry per notebook `NN-name.ipynb`
 * @throws {Error} if there is no such folder, or a notebook in it cannot be read
 * @example
 * const chapters = await courseChapters();
 * await show(courseMap(chapters));
 */
export async function courseChapters(folder: string = notebooksFolder): Promise<Chapter[]> {
  const files = (await readdir(folder)).filter((file) => /^\d\d-.*\.ipynb$/.test(file)).sort();
  return Promise.all(
    files.map(async (file) => {
      const { cells } = JSON.parse(await readFile(join(folder, file), "utf8")) as Notebook;
      return chapterOf(file.replace(/\.ipynb$/, ""), cells[0] ? sourceOf(cells[0]) : "");
    }),
  );
}

/**
 * Whether a cell is one of the solutions that a chapter brings, word for word.
 *
 * @param source the cell's text
 * @param chapter its name; one that does not exist brings none
 * @param folder where the notebooks are; this checkout's by default
 */
export function isSolution(source: string, chapter: string, folder: string = notebooksFolder): boolean {
  try {
    const { cells } = JSON.parse(readFileSync(join(folder, `${chapter}.ipynb`), "utf8")) as Notebook;
    return cells.some((cell) => cell.metadata?.tags?.includes("solution") && sourceOf(cell) === source);
  } catch {
    return false;
  }
}

interface Cell {
  readonly source: string | readonly string[];
  readonly metadata?: { readonly tags?: readonly string[] };
}

interface Notebook {
  readonly cells: readonly Cell[];
}

const sourceOf = ({ source }: Cell): string => [source].flat().join("");

function chapterOf(name: string, firstCell: string): Chapter {
  const [, title = name] = /^# +(.+)$/m.exec(firstCell) ?? [];
  const [, minutes = 0] = /^\*Time:\* (\d+) minutes?/m.exec(firstCell) ?? [];
  const [, seconds = 0] = /^\*Time:\*.*?(\d+) seconds?/m.exec(firstCell) ?? [];
  const [before = ""] = /^\*Before this:\*[^]*?(?=\n\n|$(?![^]))/m.exec(firstCell) ?? [];
  const needs = [...before.matchAll(/\]\((?:\.\/)?([^)/]+)\.ipynb\)/g)].map(([, needed]) => needed!);
  return { name, title: title.trim(), minutes: Number(minutes), seconds: Number(seconds), needs };
}
