import { escapeXml } from "../../charts/escape.js";
import { counted } from "../../charts/words.js";
import { htmlDisplay, type Displayable } from "../mime-bundle.js";
import { progressFile, readJournal, type Journal } from "./journal.js";
import { cameTrue, progressByChapter, progressText, type ChapterProgress } from "./summary.js";

/** What `myCourse` shows, for a machine. */
export interface MyCourse extends Displayable {
  readonly chapters: ReadonlyMap<string, ChapterProgress>;
  /** What to look at again, the most useful first. */
  readonly suggestions: readonly string[];
  /** Where it is kept: copy the file to export it, delete it to start over. */
  readonly file: string | undefined;
}

/**
 * What you predicted, changed and solved so far, chapter by chapter, and what is worth another look. It is kept in one file beside
 * the course, which is yours to copy or delete; nothing leaves the machine.
 *
 * @param journal what to sum up; by default your file
 * @example
 * await show(myCourse());
 */
export function myCourse(journal: Journal = readJournal(), file = progressFile()): MyCourse {
  const chapters = progressByChapter(journal.events);
  const suggestions = suggest(chapters);
  const lines = [headline(chapters), ...calibration(chapters)];
  const rows = [...chapters].map(([name, progress]): [string, string] => [name, progressText(progress)]);
  const place =
    file === undefined
      ? "Nothing is kept outside a notebook."
      : `Kept in ${file}: copy it to export it, delete it to start over.`;
  const damaged =
    journal.damaged > 0
      ? [
          `${counted(journal.damaged, "line")} of the file could not be read and ${journal.damaged === 1 ? "is" : "are"} left out.`,
        ]
      : [];
  const notes = [...damaged, place];
  return {
    chapters,
    suggestions,
    file,
    ...htmlDisplay(html(lines, rows, suggestions, notes), text(lines, rows, suggestions, notes)),
  };
}

function headline(chapters: ReadonlyMap<string, ChapterProgress>): string {
  if (chapters.size === 0)
    return "Nothing yet: make a prediction, change a cell or try an exercise in any chapter.";
  const all = [...chapters.values()];
  const predictions = all.flatMap(({ predictions: own }) => own);
  const solved = all.reduce((sum, { solved: own }) => sum + own.length, 0);
  const right = predictions.filter(cameTrue).length;
  return `${counted(chapters.size, "chapter")}: right in ${right} of ${counted(predictions.length, "prediction")}, ${counted(solved, "exercise")} solved.`;
}

/** Whether the reader was surer when right. */
function calibration(chapters: ReadonlyMap<string, ChapterProgress>): string[] {
  const said = [...chapters.values()].flatMap(({ predictions }) =>
    predictions.filter(({ sure }) => sure !== undefined),
  );
  const mean = (some: typeof said): number => some.reduce((sum, { sure }) => sum + sure!, 0) / some.length;
  const [right, wrong] = [said.filter(cameTrue), said.filter((each) => !cameTrue(each))];
  if (right.length === 0 || wrong.length === 0) return [];
  const numbers = `${Math.round(mean(wrong))} % sure where wrong, ${Math.round(mean(right))} % where right`;
  return [mean(wrong) > mean(right) ? `Surest where wrong: ${numbers}.` : `Surer where right: ${numbers}.`];
}

/** At most four: surest mistakes first, then exercises left open, then other mistakes. */
function suggest(chapters: ReadonlyMap<string, ChapterProgress>): string[] {
  const mistakes = [...chapters].flatMap(([chapter, { predictions }]) =>
    predictions.filter((each) => !cameTrue(each)).map((each) => ({ ...each, chapter })),
  );
  const sure = ({ sure: percent = 0 }: { readonly sure?: number }): number => percent;
  const looks = mistakes
    .sort((a, b) => sure(b) - sure(a))
    .map((each) => ({
      weight: sure(each) >= 70 ? 0 : 2,
      line: `${each.chapter}: “${each.question}” You said ${each.answer}, it was ${each.outcome}.`,
    }));
  const open = [...chapters].flatMap(([chapter, progress]) =>
    progress.open.map((exercise) => ({
      weight: 1,
      line: `${chapter}: exercise ${exercise} is not solved yet.`,
    })),
  );
  return [...looks, ...open]
    .sort((a, b) => a.weight - b.weight)
    .slice(0, 4)
    .map(({ line }) => line);
}

type Rows = readonly (readonly [string, string])[];

function html(
  lines: readonly string[],
  rows: Rows,
  suggestions: readonly string[],
  notes: readonly string[],
): string {
  const link = (name: string): string =>
    /^\d\d-/.test(name) ? `<a href="${encodeURI(name)}.ipynb">${escapeXml(name)}</a>` : escapeXml(name);
  const body = rows.map(
    ([name, done]) =>
      `<tr><th scope="row" style="text-align:left">${link(name)}</th><td style="text-align:left">${escapeXml(done)}</td></tr>`,
  );
  const table =
    rows.length > 0
      ? `<table><caption style="text-align:left">Your course</caption><thead><tr><th scope="col">Chapter</th><th scope="col">Done</th></tr></thead><tbody>${body.join("")}</tbody></table>`
      : "";
  const again =
    suggestions.length > 0
      ? `<p>Worth another look:</p><ul>${suggestions.map((line) => `<li>${escapeXml(line)}</li>`).join("")}</ul>`
      : "";
  const paragraphs = (some: readonly string[]): string =>
    some.map((line) => `<p>${escapeXml(line)}</p>`).join("");
  return `${paragraphs(lines)}${table}${again}<small>${paragraphs(notes)}</small>`;
}

function text(
  lines: readonly string[],
  rows: Rows,
  suggestions: readonly string[],
  notes: readonly string[],
): string {
  const again =
    suggestions.length > 0 ? ["Worth another look:", ...suggestions.map((line) => `• ${line}`)] : [];
  return [...lines, ...rows.map(([name, done]) => `  ${name}: ${done}`), ...again, ...notes].join("\n");
}
