import type { HypervolumeStep } from "../../tuning/study/hypervolume.js";
import { checkOptionNames } from "../../runtime/nearest-name.js";
import type { Chart } from "../chart.js";
import type { Size } from "../compose.js";
import { chart } from "../layers/chart.js";
import { assertSome } from "../layers/columns.js";
import { line } from "../layers/marks.js";
import { palette } from "../theme.js";
import { counted, numberText } from "../words.js";

/** Options for {@link hypervolumeChart}. */
export interface HypervolumeChartOptions extends Size {
  readonly title?: string;
}

/**
 * How a search with several objectives improves: the hypervolume that the trials dominate, trial by trial.
 *
 * @param history what `hypervolumeHistory` returns
 * @param options title, and size in pixels
 * @returns the chart; its `summary` gives the hypervolume at the end, and after which trial half of it was reached
 * @throws {RangeError} if there is no step: no trial is complete
 * @example
 * const study = await createStudy({ directions: ["minimize", "minimize"], sampler: randomSampler({ seed: 1 }) });
 * await study.optimize((trial) => {
 *   const x = trial.suggestFloat("x", 0, 1);
 *   return [x, (1 - x) ** 2];
 * }, { trials: 8 });
 * hypervolumeChart(hypervolumeHistory(study, [1, 1]));
 */
export function hypervolumeChart(
  history: readonly HypervolumeStep[],
  options: HypervolumeChartOptions = {},
): Chart {
  checkOptionNames("call hypervolumeChart", options, ["title", "width", "height"]);
  assertSome(history, "the hypervolume (no trial is complete)");
  const { title = "Hypervolume trial by trial", ...size } = options;
  const last = history.at(-1)!;
  const half = history.find(({ hypervolume }) => hypervolume >= last.hypervolume / 2)!;
  const reached = `${numberText(last.hypervolume)} after trial ${last.trial}, half of it after trial ${half.trial}`;
  const style = { interpolate: "step-after", clip: false };
  return chart([line(history, { x: "trial", y: "hypervolume", color: palette[0], style })], {
    ...size,
    title,
    subtitle: "line: volume between the front so far and the reference",
    summary: `${title}: ${counted(history.length, "complete trial")}; ${reached}.`,
    x: { title: "Trial", room: true },
    y: { title: "Hypervolume", zero: true, cut: false },
    zoom: false,
  });
}
