import { checkStudyChart } from "./trials.js";
import type { StudyView } from "../../tuning/trial/trial-record.js";
import type { Domain } from "../../hyperparameters/space/domain.js";
import type { Chart } from "../chart.js";
import { panels, type PanelLayers } from "../layers/chart.js";
import type { Layer } from "../layers/layer.js";
import { points } from "../layers/marks.js";
import { robustLimit } from "../limit.js";
import { palette } from "../theme.js";
import { capitalised, counted, numberText } from "../words.js";
import type { StudyChartOptions } from "./optimization-history.js";
import { bestTrial, parameters, paramsText, sideOf, someTrials, type Valued } from "./trials.js";

/**
 * One small chart per parameter: its values against the objective. Later trials are more opaque, to show where the
 * search went.
 *
 * @param study a study, or anything with its name, directions and trials
 * @param options titles, and size in pixels
 * @returns the chart; its `summary` names the best trial
 * @throws {RangeError} if no trial is complete
 * @example
 * const study = await createStudy({ sampler: randomSampler({ seed: 1 }) });
 * await study.optimize((trial) => trial.suggestFloat("x", 0, 1) * trial.suggestInt("n", 1, 4), { trials: 8 });
 * sliceChart(study, { valueTitle: "validation loss" });
 */
export function sliceChart(study: StudyView, options: StudyChartOptions = {}): Chart {
  checkStudyChart("sliceChart", options);
  const trials = someTrials(study, "slices", options.objective);
  const { limit } = robustLimit(trials.map(({ value }) => value));
  const domains = parameters(trials);
  const title = options.title ?? `The objective of ${study.name} by parameter`;
  const best = bestTrial(study, options.objective);
  const most = Math.max(200, Math.floor(rowsDrawn / domains.length));
  return panels(
    domains.map((domain) => slice(domain, trials, limit, most, options)),
    {
      title,
      subtitle: "one point per trial, later ones more opaque",
      summary: `${title}: ${counted(trials.length, "complete trial")}; best ${numberText(best.value)} with ${paramsText(best.trial)}.`,
      columns: 3,
    },
  );
}

/** More points than this in all panels make a notebook slow. */
const rowsDrawn = 6000;

function slice(
  [name, domain]: [string, Domain],
  trials: readonly Valued[],
  limit: number,
  most: number,
  options: StudyChartOptions,
): PanelLayers {
  const { valueTitle = "objective value", scale = "linear", width = 180, height = 160 } = options;
  const side = sideOf(name, domain);
  const rows = trials.flatMap(({ trial, value }) => {
    const chosen = trial.params[name];
    if (chosen === undefined) return [];
    return [{ trial: trial.number, chosen: side.place(chosen), value: Math.min(value, limit) }];
  });
  const fullness = { field: "trial", type: "quantitative", scale: { range: [0.2, 1] }, legend: null };
  const drawn = points(rows, {
    x: "chosen",
    y: "value",
    columns: { trial: "trial" },
    opacity: fullness,
    style: { size: 34, color: palette[0], clip: false },
    tooltip: { trial: "trial", [side.axis.title]: "chosen", "objective value": "value" },
  });
  const layer: Layer = { ...drawn, most, ...(side.categories && { categories: { x: side.categories } }) };
  return {
    layers: [layer],
    width,
    height,
    x: { ...side.axis, room: true },
    y: { title: capitalised(valueTitle), scale, room: true },
  };
}
