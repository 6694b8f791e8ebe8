import { checkOptionNames } from "../../runtime/nearest-name.js";
import type { StudyView } from "../../tuning/trial/trial-record.js";
import type { Choice, Domain } from "../../hyperparameters/space/domain.js";
import type { TrialRecord } from "../../tuning/trial/trial-record.js";
import type { VegaLiteSpec } from "../chart.js";
import type { PanelAxis } from "../layers/axes.js";
import { titleOf } from "../layers/columns.js";
import { nameText, numberText, valueText } from "../words.js";

/** @throws {TypeError} if a chart of a study is given an option that it would not read */
export function checkStudyChart(name: string, options: object): void {
  const known = ["title", "valueTitle", "objective", "scale", "width", "height"];
  checkOptionNames(`call ${name}`, options, known);
}

/** A finished trial with the value of one objective. */
export interface Valued {
  readonly trial: TrialRecord;
  readonly value: number;
}

/** The complete trials that have a finite value for an objective, in order of their numbers. */
export function completeTrials(study: StudyView, objective = 0): Valued[] {
  return study.trials.flatMap((trial) => {
    const value = trial.values[objective];
    return trial.state === "complete" && value !== undefined && Number.isFinite(value)
      ? [{ trial, value }]
      : [];
  });
}

/** The same; throws if there are none yet. */
export function someTrials(study: StudyView, what: string, objective = 0): Valued[] {
  const trials = completeTrials(study, objective);
  if (trials.length > 0) return trials;
  throw new RangeError(
    `Cannot draw ${what} of study ${study.name}: none of its ${study.trials.length} trials is complete. Run some first.`,
  );
}

/** The trial with the best value. */
export function bestOf(trials: readonly Valued[], study: StudyView, objective = 0): Valued {
  const sign = study.directions[objective] === "maximize" ? -1 : 1;
  return trials.reduce((best, candidate) => (sign * candidate.value < sign * best.value ? candidate : best));
}

/** The best of all complete trials: one with an infinite value has no place on an axis, but is named all the same. */
export function bestTrial(study: StudyView, objective = 0): Valued {
  const trials = study.trials.flatMap((trial) => {
    const value = trial.values[objective] ?? Number.NaN;
    return trial.state === "complete" && !Number.isNaN(value) ? [{ trial, value }] : [];
  });
  return bestOf(trials, study, objective);
}

/** Parameters in the order they were first suggested, each with its domain. */
export function parameters(trials: readonly Valued[]): [string, Domain][] {
  const found = new Map<string, Domain>();
  for (const { trial } of trials) {
    for (const [name, domain] of Object.entries(trial.domains)) if (!found.has(name)) found.set(name, domain);
  }
  return [...found];
}

/** Where a value lies between the ends of its domain, 0 to 1, on the domain's own scale. */
export function position(domain: Domain, value: Choice): number {
  if (domain.kind === "categorical") {
    return domain.choices.length < 2 ? 0.5 : choiceIndex(domain.choices, value) / (domain.choices.length - 1);
  }
  const place = domain.log ? Math.log : (number: number): number => number;
  const reach = place(domain.high) - place(domain.low);
  return reach > 0 ? (place(Number(value)) - place(domain.low)) / reach : 0.5;
}

/** Which choice a value is. A journal may hold lists as choices: they are compared by content. */
export function choiceIndex(choices: readonly Choice[], value: Choice): number {
  const text = JSON.stringify(value);
  return choices.findIndex((choice) => JSON.stringify(choice) === text);
}

/** The value of a parameter on an axis. */
export function choiceText(value: Choice): string {
  if (typeof value === "number") return numberText(value);
  return value === null ? "none" : valueText(value);
}

/** Choices on an axis, each with a distinct label: where 1 and "1" are two choices, strings are quoted. */
export function choiceTexts(choices: readonly Choice[]): string[] {
  const texts = choices.map((choice) => (typeof choice === "number" ? String(choice) : choiceText(choice)));
  const isTwice = (text: string): boolean => texts.indexOf(text) !== texts.lastIndexOf(text);
  return texts.map((text, index) => (isTwice(text) ? JSON.stringify(choices[index]) : text));
}

/** One parameter as an axis: numbers on the scale of its domain, or its choices in order. */
export interface Side {
  readonly axis: PanelAxis & { readonly title: string };
  readonly categories: VegaLiteSpec | undefined;
  readonly place: (value: Choice) => number | string;
}

export function sideOf(name: string, domain: Domain): Side {
  const title = titleOf(name);
  if (domain.kind !== "categorical") {
    const scale = domain.log ? "log" : "linear";
    return { axis: { title, scale, room: true }, categories: undefined, place: Number };
  }
  const texts = choiceTexts(domain.choices);
  const categories = { sort: null, scale: { domain: texts }, axis: { labelAngle: 0 } };
  return { axis: { title }, categories, place: (value) => texts[choiceIndex(domain.choices, value)]! };
}

/** Parameters of a trial in words. */
export function paramsText(trial: TrialRecord): string {
  const parts = Object.entries(trial.params).map(([name, value]) => {
    return `${nameText(name)} ${typeof value === "number" ? valueText(Number(value.toPrecision(3))) : choiceText(value)}`;
  });
  return parts.join(", ");
}
