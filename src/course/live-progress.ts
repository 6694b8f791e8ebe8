import { subscribe } from "node:diagnostics_channel";
import { learningCurves } from "../charts/learning-curves.js";
import { escapeXml } from "../charts/escape.js";
import { isLong, progressText } from "../runtime/progress-text.js";
import { progressChannel, type Progress } from "../runtime/progress.js";
import type { EpochRecord } from "../training/training-run.js";
import { currentHost, newDisplayId, volatile } from "./host.js";
import type { MimeBundle } from "./mime-bundle.js";

/** Seconds between two updates: a bar four times a second, a chart, which costs more to draw, twice. */
const barPause = 0.25;
const chartPause = 0.5;
/**
 * A chart waits for this part of the time so far, if that is longer: what is new of it could hardly be seen earlier, and a page that
 * needs more than half a second for each would fall ever further behind, until it no longer heard the stop button.
 */
const chartPart = 1 / 20;

type Announcement = Progress<EpochRecord>;

interface Drawing {
  readonly displayId: string;
  lastDrawn: number;
}

/**
 * A listener that draws progress in the notebook: one display per piece of work, updated in place, begun only when
 * the work takes (or is expected to take) more than two seconds.
 * Trainings inside a sweep or a study have no display of their own.
 *
 * What it shows contains seconds, so the outputs are marked volatile and left out of a notebook that is saved for
 * others.
 */
export function progressDrawer(): (message: unknown) => void {
  const drawings = new Map<string, Drawing>();
  const outer = new Set<string>();
  return (message) => {
    const progress = message as Announcement;
    const isOuter = progress.kind !== "train";
    if (isOuter && progress.finished) outer.delete(progress.id);
    else if (isOuter) outer.add(progress.id);
    else if (outer.size > 0) return;
    const drawing = drawings.get(progress.id);
    if (progress.finished) drawings.delete(progress.id);
    if (!drawing && (progress.finished || !isLong(progress))) return;
    const pause = hasCurve(progress) ? Math.max(chartPause, chartPart * progress.seconds) : barPause;
    if (drawing && !progress.finished && progress.seconds - drawing.lastDrawn < pause) return;
    const host = currentHost();
    const displayId = drawing?.displayId ?? newDisplayId();
    if (!progress.finished) drawings.set(progress.id, { displayId, lastDrawn: progress.seconds });
    host.display(progressBundle(progress), { displayId, update: drawing !== undefined, metadata: volatile });
  };
}

function hasCurve(progress: Announcement): boolean {
  return progress.kind === "train" && (progress.history?.length ?? 0) >= 2;
}

/**
 * A learning curve that grows, once there are two epochs to join; a bar until then, for sweeps, and when a training has ended: the
 * notebook goes on to draw its curves, and of twenty trainings in a cell twenty charts would be left. No SVG, since it is soon replaced.
 */
function progressBundle(progress: Announcement): MimeBundle {
  const text = `${progress.title}: ${progressText(progress)}`;
  if (!hasCurve(progress) || progress.finished)
    return { "text/html": progressHtml(progress), "text/plain": text };
  const history = progress.history ?? [];
  const run = { history, ending: "complete" as const, keptEpoch: history.length };
  const options = { title: progress.title, subtitle: progressText(progress), epochs: progress.total };
  const { spec } = learningCurves([{ label: "run", runs: [run], age: 0 }], options);
  return { "application/vnd.vegalite.v5+json": spec, "text/plain": text };
}

/** A bar. */
function progressHtml(progress: Announcement): string {
  const { done, total, title } = progress;
  const text = escapeXml(progressText(progress));
  return (
    `<div><strong>${escapeXml(title)}</strong> ` +
    `<progress max="${total}" value="${done}" aria-label="${text}"></progress> ${text}</div>`
  );
}

// Elsewhere there must be no listener, so that the library shows a line in the terminal itself.
if (currentHost().kind !== "console") subscribe(progressChannel.name, progressDrawer());
