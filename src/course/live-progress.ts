import { subscribe } from "node:diagnostics_channel";
import { learningCurves } from "../charts/learning-curves.js";
import { progressChannel } from "../training/progress.js";
import { currentHost, newDisplayId } from "./host.js";
import type { MimeBundle } from "./mime-bundle.js";
import { progressHtml, progressText, type Announcement } from "./progress-text.js";

/** Work shorter than this (in seconds) ends before anyone wonders. */
const patience = 2;
/** Seconds between two updates: a bar four times a second, a chart, which costs more to draw, twice. */
const barPause = 0.25;
const chartPause = 0.5;

interface Drawing {
  readonly displayId: string;
  lastDrawn: number;
}

/**
 * A listener that draws progress in the notebook: one display per piece of work, updated in place, begun only when
 * the work takes (or is expected to take) more than two seconds. Outside a notebook it draws nothing.
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
    const pause = hasCurve(progress) ? chartPause : barPause;
    if (drawing && !progress.finished && progress.seconds - drawing.lastDrawn < pause) return;
    const host = currentHost();
    if (host.kind === "console") return;
    const displayId = drawing?.displayId ?? newDisplayId();
    if (!progress.finished) drawings.set(progress.id, { displayId, lastDrawn: progress.seconds });
    host.display(progressBundle(progress), { displayId, update: drawing !== undefined, metadata: volatile });
  };
}

const volatile = { tunebook: { volatile: true } };

/** The first estimate includes building the graph, once; it is believed after a second. */
function isLong({ seconds, secondsLeft }: Announcement): boolean {
  return seconds >= patience || (seconds >= patience / 2 && seconds + (secondsLeft ?? 0) >= 2 * patience);
}

function hasCurve(progress: Announcement): boolean {
  return progress.kind === "train" && (progress.history?.length ?? 0) >= 2;
}

/** A learning curve that grows, once there are two epochs to join; a bar until then and for sweeps. No SVG: it is replaced at once. */
function progressBundle(progress: Announcement): MimeBundle {
  const text = `${progress.title}: ${progressText(progress)}`;
  if (!hasCurve(progress)) return { "text/html": progressHtml(progress), "text/plain": text };
  const history = progress.history ?? [];
  const run = { history, ending: "complete" as const, keptEpoch: history.length };
  const options = { title: progress.title, subtitle: progressText(progress), epochs: progress.total };
  const { spec } = learningCurves([{ label: "run", runs: [run], age: 0 }], options);
  return { "application/vnd.vegalite.v5+json": spec, "text/plain": text };
}

subscribe(progressChannel.name, progressDrawer());
