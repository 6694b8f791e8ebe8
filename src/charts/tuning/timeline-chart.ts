import type { StudyView, TrialRecord, TrialState } from "../../tuning/trial/trial-record.js";
import { checkOptionNames } from "../../runtime/nearest-name.js";
import { extentOf } from "../../runtime/extent.js";
import type { Chart } from "../chart.js";
import type { Size } from "../compose.js";
import { chart } from "../layers/chart.js";
import { points } from "../layers/marks.js";
import { segments } from "../layers/rules.js";
import { alarm, palette } from "../theme.js";
import { counted, numberText } from "../words.js";
import { paramsText } from "./trials.js";

/** Options for {@link timelineChart}. */
export interface TimelineChartOptions extends Size {
  readonly title?: string;
}

/**
 * When each trial ran, one bar per trial from its beginning to its end: how many ran at once, which were slow, and where
 * time was lost.
 *
 * Time is counted from the beginning of the first trial. A trial that is running reaches to the last moment that the
 * study knows of.
 *
 * @param study a study, or anything with its name, directions and trials
 * @param options title, and size in pixels
 * @returns the chart; its `summary` gives the number of trials, the whole time, and how many ran at once on average
 * @throws {RangeError} if no trial has begun
 * @example
 * const study = await createStudy({ sampler: randomSampler({ seed: 1 }) });
 * await study.optimize((trial) => trial.suggestFloat("x", 0, 1), { trials: 4 });
 * timelineChart(study);
 */
export function timelineChart(study: StudyView, options: TimelineChartOptions = {}): Chart {
  checkOptionNames("call timelineChart", options, ["title", "width", "height"]);
  const begun = study.trials.flatMap((trial) => (trial.started ? [{ trial, started: trial.started }] : []));
  if (begun.length === 0)
    throw new RangeError(
      `Cannot draw the time line of study ${study.name}: none of its ${study.trials.length} trials has begun. Run some first.`,
    );
  const rows = barsOf(begun);
  const [, end] = extentOf(rows.map((row) => row.to));
  const unit = unitOf(end);
  const drawn = rows.map((row) => ({ ...row, from: row.from / unit.seconds, to: row.to / unit.seconds }));
  const states = order.filter((state) => rows.some((row) => row.state === state));
  const title = options.title ?? `When the trials of ${study.name} ran`;
  const busy = rows.reduce((sum, { from, to }) => sum + to - from, 0);
  const atOnce = end > 0 ? `, ${numberText(busy / end)} at once on average` : "";
  const seen = { trial: "trial", state: "state", seconds: "seconds", params: "params" } as const;
  const bar = { strokeWidth: Math.max(1.5, Math.min(12, 200 / rows.length)), strokeCap: "butt" };
  const place = { y: "trial", series: "state", tooltip: seen } as const;
  return chart(
    [
      segments(drawn, { ...place, x: "from", x2: "to", opacity: 0.85, style: bar }),
      // A trial shorter than a pixel is still a point.
      points(drawn, { ...place, x: "to", opacity: 0.85, style: { size: 14, clip: false } }),
    ],
    {
      width: options.width,
      height: options.height,
      title,
      subtitle: "bar: a trial from its beginning to its end",
      summary: `${title}: ${counted(rows.length, "trial")} in ${numberText(end / unit.seconds)} ${unit.name}${atOnce}.`,
      x: { title: "Time since the first trial began", unit: unit.name, room: false },
      y: { title: "Trial", room: true },
      series: {
        labels: states,
        colors: states.map((state) => colors[state]),
        shapes: states.map((state) => shapes[state]),
        title: "state",
      },
      zoom: false,
    },
  );
}

const order = ["complete", "pruned", "failed", "running", "waiting"] as const;
const colors = {
  complete: palette[0],
  pruned: palette[4],
  failed: alarm,
  running: palette[2],
  waiting: palette[7],
} as const;
const shapes = {
  complete: "circle",
  pruned: "diamond",
  failed: "triangle-up",
  running: "square",
  waiting: "cross",
} as const;

interface Bar {
  readonly trial: number;
  readonly state: TrialState;
  /** Seconds since the first trial began. */
  readonly from: number;
  readonly to: number;
  readonly seconds: string;
  readonly params: string;
}

function barsOf(begun: readonly { readonly trial: TrialRecord; readonly started: Date }[]): Bar[] {
  const times = begun.flatMap(({ trial: { finished }, started }) => [started, finished ?? started]);
  const [first, last] = extentOf(times.map((time) => time.getTime()));
  return begun.map(({ trial, started }) => {
    const from = (started.getTime() - first) / 1000;
    // Clocks of several machines may differ: a trial does not end before it begins.
    const to = Math.max(from, ((trial.finished?.getTime() ?? last) - first) / 1000);
    const { number, state } = trial;
    return { trial: number, state, from, to, seconds: numberText(to - from), params: paramsText(trial) };
  });
}

function unitOf(seconds: number): { readonly name: string; readonly seconds: number } {
  if (seconds < 300) return { name: "s", seconds: 1 };
  return seconds < 3 * 3600 ? { name: "min", seconds: 60 } : { name: "h", seconds: 3600 };
}
