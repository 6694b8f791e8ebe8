import { checkOptionNames } from "../runtime/nearest-name.js";
import { type FleetMember, networkSubject } from "./fleet/subject.js";
import type { DataSource } from "../data/data-source.js";
import type { Dataset } from "../data/dataset.js";
import { toDataset } from "../data/to-dataset.js";
import { hyperparameters as complete, type Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { checkTraining } from "./check-training.js";
import { listenForInterruption } from "../runtime/interruption.js";
import { Turns } from "../runtime/turns.js";
import { EpochPlanner } from "./fleet/epoch-planner.js";
import { fleetData } from "./fleet/fleet-data.js";
import { openFleet } from "./fleet/open-fleet.js";
import { stepPlan } from "./step/step-plan.js";

/** Which rates to try. */
export interface RangeTestOptions {
  /** The first rate, above 0. Default 1e-5. */
  readonly from?: number;
  /** The last rate, above `from`. Default 10. */
  readonly to?: number;
  /** Training steps, one rate each, at least 2. Default 100. */
  readonly steps?: number;
  /** Default 1. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
}

/**
 * Learning-rate range test: trains for a while at a rate that grows by the same factor in every step, and watches the loss.
 *
 * α_t = from·(to/from)^(t/(steps − 1)). Where the loss falls fastest is a good rate to start from; where it turns up is too much.
 *
 * @param data what to train on
 * @param hyperparameters of the training; `learningRate`, `schedule` and `epochs` are not used
 * @returns every rate with its loss, up to where the loss exploded, and what to read from them
 * @throws {RangeError|TypeError} if the rates or steps are not a valid range, the data does not fit, or an option is unknown
 * @example
 * const range = await learningRateRangeTest(digits, presets.baseline, { from: 1e-4, to: 10, steps: 100 });
 * range.steepest; // about 0.1
 * @see Smith, "Cyclical learning rates for training neural networks", 2017, section 3.3, which raises the rate by equal amounts and plots
 *   the accuracy; Gugger, "How do you find a good learning rate", 2018: by equal factors, with the smoothed loss, as here
 */
export async function learningRateRangeTest(
  data: DataSource,
  hyperparameters: Partial<Hyperparameters> = {},
  options: RangeTestOptions = {},
): Promise<LearningRateRange> {
  checkOptionNames("call learningRateRangeTest", options, ["from", "to", "steps", "seed", "signal"]);
  const { from = 1e-5, to = 10, steps = 100, seed = 1, signal } = options;
  if (!(from > 0 && to > from && to < Infinity && Number.isInteger(steps) && steps >= 2))
    throw new RangeError(
      `Cannot test learning rates from ${from} to ${to} in ${steps} steps: it must be 0 < from < to, in 2 or more whole steps.`,
    );
  const dataset = toDataset(data);
  const member = { hyperparameters: complete({ ...hyperparameters, schedule: "constant" }), seed };
  checkTraining(dataset, [member]);
  const rates = Array.from({ length: steps }, (_, step) => from * (to / from) ** (step / (steps - 1)));
  return readRange(rates, await lossesAt(rates, dataset, member, signal));
}

/** The loss before each step, one per rate; fewer if the loss exploded or the test was interrupted. */
async function lossesAt(
  rates: readonly number[],
  data: Dataset,
  member: FleetMember,
  signal: AbortSignal | undefined,
): Promise<number[]> {
  const subject = networkSubject(member.hyperparameters, data);
  const plan = stepPlan([member.hyperparameters], subject, data);
  const fleet = fleetData(data, [member]);
  const session = openFleet(fleet, [member], subject, plan, {});
  const planner = new EpochPlanner(fleet, [member]);
  const interruption = listenForInterruption(signal);
  const turns = new Turns();
  const losses: number[] = [];
  try {
    for (let epoch = 1; losses.length < rates.length && losses.every(Number.isFinite); epoch++) {
      const inputs = planner.plan(epoch, [1]);
      const learningRates = inputs.learningRates.map((_, step) => rates[inputs.firstStep + step] ?? 0);
      session.beginEpoch({ ...inputs, learningRates });
      let taken = 0;
      while (taken < session.steps && !interruption.requested) {
        taken = session.advance(taken);
        await turns.give();
      }
      for (const loss of session.figures().losses.subarray(0, taken)) losses.push(loss);
      if (interruption.requested) break;
    }
  } finally {
    session.dispose();
    interruption.release();
  }
  return losses.slice(0, rates.length);
}

/** One step of a range test. */
export interface RangePoint {
  /** 1 for the first. */
  readonly step: number;
  readonly learningRate: number;
  /** Loss of the batch, before the step. */
  readonly loss: number;
  /** The loss smoothed by a moving average over the steps so far. */
  readonly smoothed: number;
}

/** The result of a range test. */
export interface LearningRateRange {
  readonly points: readonly RangePoint[];
  /** The rate around which the smoothed loss falls fastest (per factor in the rate): a good one to start from. */
  readonly steepest: number;
  /** The rate at which the smoothed loss is lowest: already nearly too much. */
  readonly lowest: number;
  /** The rate at which the loss exploded; missing if it never did. */
  readonly exploded?: number;
}

/** Weight of the past in the moving average. */
const smoothing = 0.9;
/** A smoothed loss this many times the lowest has exploded. */
const explodedFactor = 4;

/** Reads the losses of a range test, stopping where they explode. */
export function readRange(rates: readonly number[], losses: readonly number[]): LearningRateRange {
  const points: RangePoint[] = [];
  let average = 0;
  let best = Infinity;
  for (const [index, loss] of losses.entries()) {
    average = smoothing * average + (1 - smoothing) * loss;
    const smoothed = average / (1 - smoothing ** (index + 1));
    const learningRate = rates[index]!;
    if (!Number.isFinite(loss) || smoothed > explodedFactor * best)
      return { ...read(points), exploded: learningRate };
    best = Math.min(best, smoothed);
    points.push({ step: index + 1, learningRate, loss, smoothed });
  }
  return read(points);
}

function read(points: readonly RangePoint[]): Omit<LearningRateRange, "exploded"> {
  const lowest = points.reduce((best, point) => (point.smoothed < best.smoothed ? point : best), points[0]!);
  const steepest = steepestOf(points, points.indexOf(lowest));
  return { points, steepest: steepest.learningRate, lowest: lowest.learningRate };
}

/**
 * The point before the lowest around which the smoothed loss falls fastest. The slope is measured across a tenth of the
 * points, and the first tenth is left out: there the average covers too few batches, and a lucky batch looks like a fall.
 */
function steepestOf(points: readonly RangePoint[], end: number): RangePoint {
  const reach = Math.max(1, Math.round(points.length / 20));
  let steepest = points[0]!;
  let fall = 0;
  for (let index = 2 * reach; index + reach <= end; index++) {
    const [before, after] = [points[index - reach]!, points[index + reach]!];
    const slope = (after.smoothed - before.smoothed) / Math.log(after.learningRate / before.learningRate);
    if (slope < fall) [fall, steepest] = [slope, points[index]!];
  }
  return steepest;
}
