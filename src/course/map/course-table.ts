import { escapeXml } from "../../charts/escape.js";
import { counted } from "../../charts/words.js";
import { htmlDisplay, type Displayable } from "../mime-bundle.js";
import type { Chapter } from "./chapters.js";

/**
 * The chapters as a table with links: what each builds on, and how long it takes.
 *
 * @param chapters the result of `courseChapters()`
 * @throws {RangeError} if there is no chapter
 * @example
 * await show(courseTable(await courseChapters()));
 */
export function courseTable(chapters: readonly Chapter[]): Displayable {
  if (chapters.length === 0) throw new RangeError("Cannot make a table of no chapters: pass at least one.");
  const caption = `${counted(chapters.length, "chapter")}, ${courseTime(chapters)}`;
  const body = chapters.map(
    (chapter) =>
      `<tr><th scope="row" style="text-align:left">${link(chapter.name, chapter.title)}</th>` +
      `<td style="text-align:left">${chapter.needs.map((name) => link(name, name.slice(0, 2))).join(", ")}</td>` +
      `<td>${chapter.minutes} min</td><td>${chapter.seconds} s</td></tr>`,
  );
  const html =
    `<table><caption style="text-align:left">${caption}</caption>` +
    `<thead><tr><th scope="col" style="text-align:left">Chapter</th><th scope="col" style="text-align:left">builds on</th>` +
    `<th scope="col">reading</th><th scope="col">running</th></tr></thead><tbody>${body.join("")}</tbody></table>`;
  const lines = chapters.map(({ title, needs, minutes, seconds }) => {
    const before = needs.length > 0 ? `; builds on ${needs.map((name) => name.slice(0, 2)).join(", ")}` : "";
    return `${title}: ${minutes} min to read, ${seconds} s to run${before}`;
  });
  return htmlDisplay(html, [caption, ...lines].join("\n"));
}

/** How long all chapters take, in words. */
export function courseTime(chapters: readonly Chapter[]): string {
  const sum = (key: "minutes" | "seconds"): number =>
    chapters.reduce((total, chapter) => total + chapter[key], 0);
  return `${sum("minutes")} minutes to read and ${Math.ceil(sum("seconds") / 60)} to run`;
}

const link = (name: string, text: string): string =>
  `<a href="${escapeXml(encodeURI(name))}.ipynb">${escapeXml(text)}</a>`;
