import { type Choice, type Params, SpaceError } from "../../hyperparameters/space/domain.js";
import { inWords } from "../../runtime/in-words.js";
import { checkOptionNames } from "../../runtime/nearest-name.js";
import { checkWhole } from "../options.js";
import {
  diedName,
  interruptedName,
  queuedParams,
  type StudyView,
  type TrialRecord,
} from "../trial/trial-record.js";
import type { Sampler } from "./sampler.js";

/** The combination a trial tries, so that no other trial tries it at the same time. */
const cellNote = "grid:cell";

export interface GridSamplerOptions {
  /** How often a combination is tried if its trials fail, ≥ 1; interrupted trials do not count. Default 3. */
  readonly attempts?: number;
}

/**
 * Tries every combination of the given values once, the last parameter varying fastest, after which it is exhausted
 * and `study.optimize` ends by itself. The number of trials is the product of the lengths of the lists.
 *
 * A combination is done when a trial with its values is complete or pruned, whichever sampler chose them. One whose
 * trial failed or was interrupted is tried again.
 *
 * @param values parameter name → the values to try, each in the domain that the objective suggests from
 * @throws {RangeError} if there are no parameters, one has no values or a repeated value, or an option is out of range
 * @example
 * const sampler = gridSampler({ learningRate: [0.001, 0.01, 0.1], layers: [1, 2] }); // 6 trials
 */
export function gridSampler(
  values: Readonly<Record<string, readonly Choice[]>>,
  options: GridSamplerOptions = {},
): Sampler {
  const { attempts = 3 } = options;
  checkOptionNames("make a gridSampler", options, ["attempts"]);
  if (attempts !== Number.POSITIVE_INFINITY) checkWhole("make a gridSampler", "attempts", attempts, 1);
  const grid = new Grid(checkedAxes(values), attempts);

  return {
    name: "grid",
    sampleTogether(study, trialNumber) {
      const queued = study.trials[trialNumber]?.systemAttributes[queuedParams] as Params | undefined;
      const cell = grid.freeCell(study, trialNumber, queued ?? {});
      if (cell === undefined) return { params: grid.combination(trialNumber % grid.size) };
      return { params: grid.combination(cell), notes: { [cellNote]: cell } };
    },
    sampleOne(_study, _trialNumber, name, domain) {
      const list = Object.hasOwn(values, name) ? JSON.stringify(values[name]) : "nothing";
      throw new SpaceError(
        `Cannot take "${name}" from the grid: the grid has ${list} for it and the objective suggests from ` +
          `${JSON.stringify(domain)}. Give the grid values inside the domain.`,
      );
    },
    isExhausted: (study) => grid.taken(study).size >= grid.size,
  };
}

type Axes = readonly (readonly [name: string, values: readonly Choice[]])[];

function checkedAxes(values: Readonly<Record<string, readonly Choice[]>>): Axes {
  const axes = Object.entries(values);
  const refuse = (what: string, remedy: string): never => {
    throw new RangeError(`Cannot make a grid: ${what}. ${remedy}`);
  };
  if (axes.length === 0)
    refuse("there are no parameters", "Give at least one value for at least one parameter.");
  for (const [name, list] of axes) {
    const given: unknown = list;
    if (!Array.isArray(given)) refuse(`"${name}" is ${inWords(given)}`, "Give a list of the values to try.");
    if (list.length === 0)
      refuse(`"${name}" has no values`, "Give at least one value for at least one parameter.");
    const twice = list.find((value, place) => list.indexOf(value) !== place);
    if (twice !== undefined) refuse(`"${name}" has the value ${inWords(twice)} twice`, "Remove one of them.");
  }
  return axes;
}

/** All combinations, numbered, and which of them a study has tried. */
class Grid {
  readonly size: number;
  readonly #axes: Axes;
  readonly #attempts: number;

  constructor(axes: Axes, attempts: number) {
    this.#axes = axes;
    this.#attempts = attempts;
    this.size = axes.reduce((product, [, list]) => product * list.length, 1);
  }

  combination(cell: number): Params {
    const params: Record<string, Choice> = {};
    let rest = cell;
    for (const [name, list] of [...this.#axes].reverse()) {
      params[name] = list[rest % list.length]!;
      rest = Math.floor(rest / list.length);
    }
    return params;
  }

  /**
   * A free cell with the values that the trial must have. The search starts at the trial's own place, so that two
   * processes that search at the same time find different cells.
   */
  freeCell(study: StudyView, trialNumber: number, fixed: Params): number | undefined {
    const taken = this.taken(study, trialNumber);
    for (let offset = 0; offset < this.size; offset++) {
      const cell = (trialNumber + offset) % this.size;
      if (!taken.has(cell) && agrees(this.combination(cell), fixed)) return cell;
    }
    return undefined;
  }

  /** The cells that are done, being tried, or given up after too many failures. */
  taken(study: StudyView, besides?: number): Set<number> {
    const taken = new Set<number>();
    const failures = new Map<number, number>();
    for (const trial of study.trials) {
      const cell = trial.number === besides ? undefined : this.#cellOf(trial);
      if (cell === undefined || isInterrupted(trial)) continue;
      if (trial.state !== "failed") taken.add(cell);
      else failures.set(cell, (failures.get(cell) ?? 0) + 1);
    }
    for (const [cell, count] of failures) if (count >= this.#attempts) taken.add(cell);
    return taken;
  }

  /** The cell of a trial's values; while some are missing, the cell it was assigned. */
  #cellOf({ params, systemAttributes }: TrialRecord): number | undefined {
    let cell = 0;
    for (const [name, list] of this.#axes) {
      if (!Object.hasOwn(params, name)) {
        const noted = systemAttributes[cellNote];
        const isRight = isCell(noted, this.size) && agrees(this.combination(noted), params);
        return isRight ? noted : undefined;
      }
      const place = list.indexOf(params[name]!);
      if (place < 0) return undefined;
      cell = cell * list.length + place;
    }
    return cell;
  }
}

function isCell(noted: unknown, size: number): noted is number {
  return typeof noted === "number" && noted >= 0 && noted < size;
}

function agrees(combination: Params, values: Params): boolean {
  return Object.entries(combination).every(
    ([name, value]) => !Object.hasOwn(values, name) || values[name] === value,
  );
}

function isInterrupted({ state, error }: TrialRecord): boolean {
  return state === "failed" && (error?.name === interruptedName || error?.name === diedName);
}
