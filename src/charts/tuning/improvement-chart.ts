import type { ImprovementStep } from "../../tuning/study/terminator.js";
import { checkOptionNames } from "../../runtime/nearest-name.js";
import type { Chart } from "../chart.js";
import type { Size } from "../compose.js";
import { chart } from "../layers/chart.js";
import { assertSome } from "../layers/columns.js";
import { line, points } from "../layers/marks.js";
import { counted, numberText } from "../words.js";

/** Options for {@link improvementChart}. */
export interface ImprovementChartOptions extends Size {
  readonly title?: string;
  readonly scale?: "linear" | "log";
}

const improvement = "expected improvement";
const noise = "noise";

/**
 * What one more trial was expected to improve, beside the noise: where the first falls below the second, a `terminator`
 * ends the study.
 *
 * @param history what `improvementHistory` returns
 * @param options title, scale of the vertical axis (logarithmic by default), and size in pixels
 * @returns the chart; its `summary` says after which trial the improvement was first below the noise
 * @throws {RangeError} if there is no step: too few trials are complete
 * @example
 * const study = await createStudy({ sampler: gpSampler({ seed: 1 }) });
 * await study.optimize((trial) => (trial.suggestFloat("x", -1, 1) - 0.3) ** 2, { trials: 25 });
 * improvementChart(improvementHistory(study, { noise: 0.002 }));
 * @see Makarova et al., "Automatic termination for hyperparameter optimization", 2022
 */
export function improvementChart(
  history: readonly ImprovementStep[],
  options: ImprovementChartOptions = {},
): Chart {
  checkOptionNames("call improvementChart", options, ["title", "scale", "width", "height"]);
  assertSome(history, "the improvement left (fewer than two trials are complete)");
  const { title = "What one more trial would improve", scale = "log", ...size } = options;
  const rows = history.flatMap((step) => [
    { trial: step.trial, value: step.improvement, series: improvement },
    { trial: step.trial, value: step.noise, series: noise },
  ]);
  const below = history.find((step) => step.improvement < step.noise);
  const when = below ? `first below the noise after trial ${below.trial}` : "never below the noise";
  const [last] = history.slice(-1);
  const place = { x: "trial", y: "value", series: "series" } as const;
  return chart(
    [line(rows, { ...place, style: { clip: false } }), points(rows, { ...place, style: { size: 30 } })],
    {
      ...size,
      title,
      subtitle: "both in the unit of the objective; where they cross, the rest is luck",
      summary: `${title}: ${counted(history.length, "estimate")}; ${numberText(last!.improvement)} with a noise of ${numberText(last!.noise)} at the end, ${when}.`,
      x: { title: "Trial", room: true },
      y: { title: "Objective value", scale, cut: false },
      series: { labels: [improvement, noise], title: "quantity" },
      zoom: false,
    },
  );
}
