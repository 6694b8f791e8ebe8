import type { ReaderEvent } from "./journal.js";

type Predicted = Extract<ReaderEvent, { kind: "predicted" }>;

/** What a reader did in one chapter. */
export interface ChapterProgress {
  /** The first prediction for each question: the one that counts. */
  readonly predictions: readonly Predicted[];
  /** How many cells the reader ran with their own values. */
  readonly changed: number;
  readonly solved: readonly string[];
  /** Exercises that were tried but not solved yet. */
  readonly open: readonly string[];
  /** Quick questions answered right at the first try, and all that were answered. */
  readonly quiz: { readonly right: number; readonly asked: number };
}

/** Whether a prediction came true. */
export const cameTrue = ({ answer, outcome }: Predicted): boolean => answer === outcome;

/** Events by chapter, in the order of the chapters' names. */
export function progressByChapter(events: readonly ReaderEvent[]): Map<string, ChapterProgress> {
  const names = [...new Set(events.map(({ chapter }) => chapter))].sort();
  return new Map(
    names.map((name) => [name, chapterProgress(events.filter(({ chapter }) => chapter === name))]),
  );
}

function chapterProgress(events: readonly ReaderEvent[]): ChapterProgress {
  const of = <Kind extends ReaderEvent["kind"]>(kind: Kind) =>
    events.filter((event): event is Extract<ReaderEvent, { kind: Kind }> => event.kind === kind);
  const attempts = of("attempted");
  const solved = [...new Set(attempts.filter(({ right }) => right).map(({ exercise }) => exercise))];
  const tried = [...new Set(attempts.map(({ exercise }) => exercise))];
  const answers = firsts(of("answered"));
  return {
    predictions: firsts(of("predicted")),
    changed: new Set(of("changed").map(({ what }) => what)).size,
    solved,
    open: tried.filter((exercise) => !solved.includes(exercise)),
    quiz: { right: answers.filter(({ right }) => right).length, asked: answers.length },
  };
}

/** The first event for each question. */
function firsts<Event extends { readonly question: string }>(events: readonly Event[]): Event[] {
  const seen = new Map<string, Event>();
  for (const event of events) if (!seen.has(event.question)) seen.set(event.question, event);
  return [...seen.values()];
}

/** What was done in a chapter, short enough for a map: `predicted 1 of 2 right · changed 3 · solved 2`. */
export function progressText({ predictions, changed, solved, quiz }: ChapterProgress): string {
  const right = predictions.filter(cameTrue).length;
  const parts = [
    ...(predictions.length > 0 ? [`${right} of ${predictions.length} predicted`] : []),
    ...(changed > 0 ? [`${changed} changed`] : []),
    ...(solved.length > 0 ? [`${solved.length} solved`] : []),
    ...(quiz.asked > 0 ? [`quiz ${quiz.right} of ${quiz.asked}`] : []),
  ];
  return parts.join(" · ");
}
