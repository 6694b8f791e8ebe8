import type { StudyView } from "../../tuning/trial/trial-record.js";
import type { Domain } from "../../hyperparameters/space/domain.js";
import type { Chart, VegaLiteSpec } from "../chart.js";
import { compose } from "../compose.js";
import { seriesColor } from "../series.js";
import { hairline, ink } from "../theme.js";
import { counted, nameText, numberText, valueText } from "../words.js";
import type { StudyChartOptions } from "./optimization-history.js";
import { bestOf, parameters, paramsText, position, someTrials, type Valued } from "./trials.js";

const better = "best fifth";
const rest = "other trials";

/**
 * Every trial as a line through its parameters, the best fifth in front: which values good trials share.
 *
 * Each axis runs from its domain's low end to its high end, logarithmic where the domain is.
 *
 * @throws {RangeError} if no trial is complete
 * @example
 * await show(parallelCoordinates(study));
 */
export function parallelCoordinates(study: StudyView, options: StudyChartOptions = {}): Chart {
  const trials = someTrials(study, "parallel coordinates", options.objective);
  const names = parameters(trials);
  const sign = study.directions[options.objective ?? 0] === "maximize" ? -1 : 1;
  const order = [...trials].sort((a, b) => sign * (a.value - b.value));
  const good = new Set(order.slice(0, Math.max(1, Math.round(order.length / 5))));
  const rows = [...order].reverse().flatMap((valued) => trialRows(valued, names, good.has(valued)));
  const title = options.title ?? `Parameters of the trials of ${study.name}`;
  const best = bestOf(trials, study, options.objective);
  const summary = `${title}: ${counted(trials.length, "complete trial")} over ${names.map(([name]) => nameText(name)).join(", ")}; best ${numberText(best.value)} with ${paramsText(best.trial)}.`;
  const labels = names.map(([name]) => nameText(name));
  return compose(
    { title, subtitle: `one line per trial; in front: the best fifth`, summary },
    {
      width: options.width ?? Math.max(300, 130 * names.length),
      height: options.height ?? 240,
      encoding: {
        x: {
          field: "parameter",
          type: "ordinal",
          sort: labels,
          title: null,
          axis: {
            labelAngle: 0,
            orient: "top",
            domain: false,
            ticks: false,
            grid: true,
            gridColor: hairline,
            labelPadding: 16,
          },
        },
        y: { field: "place", type: "quantitative", title: null, axis: null, scale: { domain: [0, 1] } },
      },
      layer: [linesLayer(rows), endsLayer(names)],
    },
  );
}

interface Row {
  readonly trial: number;
  readonly parameter: string;
  readonly place: number;
  readonly text: string;
  readonly group: string;
  readonly value: number;
}

function trialRows({ trial, value }: Valued, names: readonly [string, Domain][], good: boolean): Row[] {
  return names.flatMap(([name, domain]) => {
    const chosen = trial.params[name];
    if (chosen === undefined) return [];
    const place = Number(position(trial.domains[name] ?? domain, chosen).toFixed(3));
    const text = typeof chosen === "number" ? numberText(chosen) : valueText(chosen);
    return [
      { trial: trial.number, parameter: nameText(name), place, text, group: good ? better : rest, value },
    ];
  });
}

function linesLayer(rows: readonly Row[]): VegaLiteSpec {
  const inFront = (yes: number, no: number): VegaLiteSpec => ({
    condition: { test: `datum.group == '${better}'`, value: yes },
    value: no,
  });
  return {
    data: { values: rows },
    mark: { type: "line", point: { size: 18 } },
    encoding: {
      detail: { field: "trial" },
      color: seriesColor([rest, better], "group"),
      opacity: inFront(0.95, 0.25),
      size: inFront(2, 1),
      tooltip: ["trial", "value", "parameter", "text"].map((field) => ({ field })),
    },
  };
}

/** What stands at the ends of each axis: the bounds, or the choices at their places. */
function endsLayer(names: readonly [string, Domain][]): VegaLiteSpec {
  const values = names.flatMap(([name, domain]) => {
    const marks = domain.kind === "categorical" ? domain.choices : [domain.low, domain.high];
    return marks.map((mark) => ({
      parameter: nameText(name),
      place: position(domain, mark),
      text: typeof mark === "number" ? numberText(mark) : valueText(mark),
    }));
  });
  return {
    data: { values },
    mark: { type: "text", align: "left", dx: 6, fontSize: 10.5, fill: ink, fontWeight: "bold" },
    encoding: { text: { field: "text" } },
  };
}
