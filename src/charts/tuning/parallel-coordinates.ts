import { checkStudyChart } from "./trials.js";
import type { StudyView } from "../../tuning/trial/trial-record.js";
import type { Domain } from "../../hyperparameters/space/domain.js";
import type { Chart } from "../chart.js";
import { chart } from "../layers/chart.js";
import { thinned } from "../layers/columns.js";
import { labels, line } from "../layers/marks.js";
import { hairline } from "../theme.js";
import { counted, nameText, numberText } from "../words.js";
import type { StudyChartOptions } from "./optimization-history.js";
import {
  bestTrial,
  choiceText,
  choiceTexts,
  parameters,
  paramsText,
  position,
  someTrials,
  type Valued,
} from "./trials.js";

const better = "best fifth";
const rest = "other trials";
/** More lines than this cannot be told apart. */
const trialsDrawn = 500;

/**
 * Every trial as a line through its parameters, the best fifth in front: which values good trials share.
 *
 * Each axis runs from its domain's low end to its high end, logarithmic where the domain is.
 *
 * @param study a study, or anything with its name, directions and trials
 * @param options titles, and size in pixels
 * @returns the chart; its `summary` names the parameters and the best trial
 * @throws {RangeError} if no trial is complete
 * @example
 * const study = await createStudy({ sampler: randomSampler({ seed: 1 }) });
 * await study.optimize((trial) => trial.suggestFloat("x", 0, 1) * trial.suggestInt("n", 1, 4), { trials: 8 });
 * parallelCoordinates(study);
 */
export function parallelCoordinates(study: StudyView, options: StudyChartOptions = {}): Chart {
  checkStudyChart("parallelCoordinates", options);
  const trials = someTrials(study, "parallel coordinates", options.objective);
  const domains = parameters(trials);
  const sign = study.directions[options.objective ?? 0] === "maximize" ? -1 : 1;
  const order = [...trials].sort((a, b) => sign * (a.value - b.value));
  const good = new Set(order.slice(0, Math.max(1, Math.round(order.length / 5))));
  const drawn = thinned(order, trialsDrawn).reverse();
  const rows = drawn.flatMap((valued) => trialRows(valued, domains, good.has(valued)));
  const title = options.title ?? `Parameters of the trials of ${study.name}`;
  const best = bestTrial(study, options.objective);
  const names = domains.map(([name]) => nameText(name));
  const left = drawn.length < trials.length ? `, ${drawn.length} of ${trials.length} trials drawn` : "";
  return chart([linesLayer(rows), endsLayer(domains)], {
    title,
    subtitle: `one line per trial${left}; in front: the best fifth`,
    summary: `${title}: ${counted(trials.length, "complete trial")} over ${names.join(", ")}; best ${numberText(best.value)} with ${paramsText(best.trial)}.`,
    width: options.width ?? Math.max(300, 130 * names.length),
    height: options.height ?? 240,
    x: { channel: { type: "ordinal", sort: names, title: null, axis: columnAxis } },
    y: { cut: false, channel: { type: "quantitative", title: null, axis: null, scale: { domain: [0, 1] } } },
    series: { labels: [rest, better], room: undefined },
    zoom: false,
  });
}

const columnAxis = {
  labelAngle: 0,
  orient: "top",
  domain: false,
  ticks: false,
  grid: true,
  gridColor: hairline,
  labelPadding: 16,
};

/** Parameters are placed side by side, one column each. */
const categories = { x: {} };

interface PlaceRow {
  readonly trial: number;
  readonly parameter: string;
  readonly place: number;
  readonly text: string;
  readonly group: string;
  readonly value: number;
}

function trialRows(
  { trial, value }: Valued,
  domains: readonly [string, Domain][],
  good: boolean,
): PlaceRow[] {
  return domains.flatMap(([name, domain]) => {
    const chosen = trial.params[name];
    if (chosen === undefined) return [];
    const place = Number(position(trial.domains[name] ?? domain, chosen).toFixed(3));
    const group = good ? better : rest;
    return [
      { trial: trial.number, parameter: nameText(name), place, text: choiceText(chosen), group, value },
    ];
  });
}

function linesLayer(rows: readonly PlaceRow[]) {
  const inFront = (yes: number, no: number) => ({
    condition: { test: `datum.series == '${better}'`, value: yes },
    value: no,
  });
  const lines = line(rows, {
    x: "parameter",
    y: "place",
    series: "group",
    detail: "trial",
    dashes: false,
    style: { point: { size: 18 }, clip: false },
    encoding: { opacity: inFront(0.95, 0.25), size: inFront(2, 1) },
    tooltip: { trial: "trial", value: "value", parameter: "parameter", text: "text" },
  });
  return { ...lines, categories };
}

/** The labels of each axis: its bounds at the ends, or its choices at their positions. */
function endsLayer(domains: readonly [string, Domain][]) {
  const rows = domains.flatMap(([name, domain]) => {
    const marks = domain.kind === "categorical" ? domain.choices : [domain.low, domain.high];
    const texts = domain.kind === "categorical" ? choiceTexts(domain.choices) : marks.map(choiceText);
    return marks.map((mark, index) => ({
      parameter: nameText(name),
      place: position(domain, mark),
      text: texts[index]!,
    }));
  });
  const style = { align: "left", dx: 6, fontSize: 10.5, fontWeight: "bold" };
  return { ...labels(rows, { x: "parameter", y: "place", text: "text", style }), categories };
}
