import type { Chart } from "../../charts/chart.js";
import { dependencyChart } from "../../charts/dependency-chart.js";
import { counted } from "../../charts/words.js";
import { readJournal } from "../progress/journal.js";
import { progressByChapter, progressText, type ChapterProgress } from "../progress/summary.js";
import type { Chapter } from "./chapters.js";
import { courseTime } from "./course-table.js";

/**
 * The map of the course: the chapters in reading order, what each builds on, and how long it takes.
 *
 * @param chapters the result of `courseChapters()`
 * @param progress what the reader did in each; by default the current reader's
 * @throws {RangeError} if there is no chapter, or one builds on a chapter that does not come before it
 * @example
 * await show(courseMap(await courseChapters()));
 */
export function courseMap(
  chapters: readonly Chapter[],
  progress: ReadonlyMap<string, ChapterProgress> = progressByChapter(readJournal().events),
): Chart {
  const titles = new Map(chapters.map(({ name, title }) => [name, title]));
  const items = chapters.map(({ name, title, minutes, seconds, needs }) => ({
    label: title,
    needs: needs.map((name) => titles.get(name) ?? name),
    parts: { reading: minutes, running: seconds / 60 },
    text: `${minutes} min + ${seconds} s${doneText(progress.get(name))}`,
  }));
  return dependencyChart(items, {
    title: "Map of the course",
    subtitle: [
      "A curve leads from a chapter down to one that builds on it; point at a chapter to see its own.",
      "Bars: minutes to read, then to run.",
    ],
    summary: `Map of ${counted(chapters.length, "chapter")}, ${courseTime(chapters)}${foundations(chapters)}.`,
  });
}

/** What a reader did in a chapter, shown after its bar. */
function doneText(progress: ChapterProgress | undefined): string {
  const text = progress === undefined ? "" : progressText(progress);
  return text === "" ? "" : ` · ✓ ${text}`;
}

/** The chapters that others build on, the most used first. */
function foundations(chapters: readonly Chapter[]): string {
  const wanted = chapters
    .map(({ name, title }) => ({ title, by: chapters.filter(({ needs }) => needs.includes(name)).length }))
    .filter(({ by }) => by > 0)
    .sort((a, b) => b.by - a.by)
    .slice(0, 5)
    .map(({ title, by }) => `${title} (by ${by})`);
  return wanted.length > 0 ? `; built on most: ${wanted.join(", ")}` : "";
}
