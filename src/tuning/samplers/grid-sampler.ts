import { type Choice, type Params, SpaceError } from "../../hyperparameters/space/domain.js";
import type { StudyView } from "../trial/trial-record.js";
import type { Sampler } from "./sampler.js";

/** Which combination a trial tries, so that none is tried twice. */
const cellNote = "grid:cell";

/**
 * Tries every combination of the given values once, the last parameter varying fastest, and then is exhausted:
 * `study.optimize` ends by itself. The number of trials is the product of the lengths of the lists.
 *
 * @param values parameter name → the values to try, each in the domain that the objective suggests from
 * @throws {RangeError} if there is no parameter or one has no values
 * @example
 * const sampler = gridSampler({ learningRate: [0.001, 0.01, 0.1], layers: [1, 2] }); // 6 trials
 */
export function gridSampler(values: Readonly<Record<string, readonly Choice[]>>): Sampler {
  const axes = Object.entries(values);
  const empty = axes.find(([, list]) => list.length === 0);
  if (axes.length === 0 || empty !== undefined)
    throw new RangeError(
      `Cannot make a grid: ${empty === undefined ? "there are no parameters" : `"${empty[0]}" has no values`}. ` +
        `Give at least one value for at least one parameter.`,
    );
  const total = axes.reduce((product, [, list]) => product * list.length, 1);

  return {
    name: "grid",
    sampleTogether(study, trialNumber) {
      const cell = freeCell(study, trialNumber, total);
      return { params: combination(axes, cell), notes: { [cellNote]: cell } };
    },
    sampleOne(_study, _trialNumber, name, domain) {
      const list = Object.hasOwn(values, name) ? JSON.stringify(values[name]) : "nothing";
      throw new SpaceError(
        `Cannot take "${name}" from the grid: the grid has ${list} for it and the objective suggests from ` +
          `${JSON.stringify(domain)}. Give the grid values inside the domain.`,
      );
    },
    isExhausted: (study) => takenCells(study).size >= total,
  };
}

/** Starts looking at the trial's own place, so that two processes that look at the same time find different cells. */
function freeCell(study: StudyView, trialNumber: number, total: number): number {
  const taken = takenCells(study);
  for (let offset = 0; offset < total; offset++) {
    const cell = (trialNumber + offset) % total;
    if (!taken.has(cell)) return cell;
  }
  return trialNumber % total;
}

function takenCells(study: StudyView): Set<unknown> {
  const cells = study.trials.map(({ systemAttributes }) => systemAttributes[cellNote]);
  return new Set(cells.filter((cell) => cell !== undefined));
}

function combination(axes: readonly (readonly [string, readonly Choice[]])[], cell: number): Params {
  const params: Record<string, Choice> = {};
  let rest = cell;
  for (const [name, list] of [...axes].reverse()) {
    params[name] = list[rest % list.length]!;
    rest = Math.floor(rest / list.length);
  }
  return params;
}
