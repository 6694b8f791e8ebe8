import { checkOptionNames } from "../../runtime/nearest-name.js";
import { cellsOf, toUnit, valueCount } from "../../hyperparameters/space/unit-scale.js";
import { stream } from "../../random/stream.js";
import { checkWhole, refusal } from "../options.js";
import { improvementOn } from "../samplers/gp/acquisition.js";
import { fitKernel } from "../samplers/gp/fit-kernel.js";
import { maximizeAcquisition } from "../samplers/gp/maximize-acquisition.js";
import { centred } from "../samplers/gp/observations.js";
import { Posterior } from "../samplers/gp/posterior.js";
import { HaltonSequence } from "../samplers/halton.js";
import type { StudyView } from "../trial/trial-record.js";
import { losses } from "./best-trials.js";
import { CommonSpace } from "./common-space.js";
import type { StudyCallback } from "./optimize.js";

/**
 * The improvement expected from one more trial, and the noise to compare it with. Both in the unit of the objective.
 */
export interface ImprovementLeft {
  /** The greatest expected improvement of the next trial on the best so far. */
  readonly improvement: number;
  /** Standard deviation of the objective at a fixed point, as estimated by the model. */
  readonly noise: number;
}

export interface TerminatorOptions {
  /**
   * An improvement too small to matter, > 0, in the unit of the objective: for example the standard deviation of its
   * value over seeds. Default: the noise that a Gaussian process sees in the trials.
   */
  readonly noise?: number;
  /** No study is ended before this many trials are complete, ≥ 2. Default 20. */
  readonly startupTrials?: number;
}

/** The most trials that the model uses; the newest are taken. */
const room = 200;

/**
 * The improvement expected from one more trial: the greatest expected improvement anywhere in the space that all trials
 * have in common, under a Gaussian process.
 *
 * @returns `undefined` if it cannot be estimated: with several objectives, fewer than two complete trials, or no
 *   parameter in common
 * @example
 * improvementLeft(study); // { improvement: 0.0004, noise: 0.002 }: the rest would be luck
 * @see Nguyen et al., "Regret for expected improvement over the best-observed value and stopping condition", 2017
 */
export function improvementLeft(study: StudyView): ImprovementLeft | undefined {
  const space = new CommonSpace().of(study.trials);
  const names = Object.keys(space).filter((name) => valueCount(space[name]!) > 1);
  const complete = study.trials
    .filter(({ state, params }) => state === "complete" && names.every((name) => Object.hasOwn(params, name)))
    .slice(-room);
  if (study.directions.length > 1 || names.length === 0 || complete.length < 2) return undefined;
  const points = complete.map(({ params }) =>
    Float64Array.from(names, (name) => toUnit(space[name]!, params[name]!)),
  );
  const { values, scale } = centred(complete.map((trial) => losses(trial.values, study.directions)[0]!));
  const axes = names.map((name) => ({
    cells: cellsOf(space[name]!),
    isCategorical: space[name]!.kind === "categorical",
  }));
  const categorical = axes.map(({ isCategorical }) => isCategorical);
  const kernel = fitKernel(points, values, categorical);
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const acquisition = improvementOn(values[order[0]!]!, new Posterior(points, values, kernel, categorical));
  const sequence = new HaltonSequence(0);
  const best = maximizeAcquisition(
    acquisition,
    axes,
    order.slice(0, 5).map((place) => points[place]!),
    (place) => Float64Array.from(sequence.point(place, names.length)),
    stream(0, "terminator"),
  );
  return { improvement: scale * Math.exp(acquisition.value(best)), noise: scale * Math.sqrt(kernel.noise) };
}

/** The improvement left after a trial. */
export interface ImprovementStep extends ImprovementLeft {
  readonly trial: number;
}

export interface ImprovementHistoryOptions {
  /** An improvement too small to matter, as for {@link terminator}. Default: the noise that the model sees. */
  readonly noise?: number;
  /** How many estimates at most, ≥ 2, evenly spaced over the complete trials: each fits a model. Default 25. */
  readonly estimates?: number;
}

/**
 * {@link improvementLeft} as it was after each of the study's trials: how a search runs dry, and where a terminator would
 * have ended it.
 *
 * @returns one step per estimate, from the second complete trial to the last; none where nothing can be estimated
 * @throws {RangeError | TypeError} if an option is out of range or unknown
 * @example
 * improvementHistory(study, { estimates: 5 }).at(-1)!.trial; // 11
 */
export function improvementHistory(
  study: StudyView,
  options: ImprovementHistoryOptions = {},
): ImprovementStep[] {
  const attempt = "call improvementHistory";
  checkOptionNames(attempt, options, ["noise", "estimates"]);
  const { noise, estimates = 25 } = options;
  checkWhole(attempt, "estimates", estimates, 2);
  checkNoise(attempt, noise);
  const { name, directions, trials } = study;
  const complete = trials.filter(({ state }) => state === "complete").slice(1);
  const step = Math.max(1, (complete.length - 1) / (estimates - 1));
  const count = complete.length === 0 ? 0 : Math.floor((complete.length - 1) / step + 1e-9) + 1;
  return Array.from({ length: count }, (_, place) => complete[Math.round(place * step)]!).flatMap(
    ({ number }) => {
      const left = improvementLeft({ name, directions, trials: trials.slice(0, number + 1) });
      return left === undefined ? [] : [{ trial: number, ...left, ...(noise !== undefined && { noise }) }];
    },
  );
}

function checkNoise(attempt: string, noise: number | undefined): void {
  if (noise !== undefined && !(Number.isFinite(noise) && noise > 0))
    throw refusal(attempt, "noise", noise, "a number > 0, in the unit of the objective");
}

/**
 * A callback that ends a study when the next trial is expected to improve on the best so far by less than the noise:
 * anything still found would be luck.
 *
 * @throws {RangeError | TypeError} if an option is out of range or unknown
 * @example
 * const study = await createStudy({ sampler: gpSampler({ seed: 1 }) });
 * await study.optimize((trial) => (trial.suggestFloat("x", -1, 1) - 0.3) ** 2, {
 *   trials: 500,
 *   callbacks: [terminator({ noise: 0.002 })],
 * });
 * study.trials.length < 500; // true
 * @see Makarova et al., "Automatic termination for hyperparameter optimization", 2022
 */
export function terminator(options: TerminatorOptions = {}): StudyCallback {
  const attempt = "make a terminator";
  checkOptionNames(attempt, options, ["noise", "startupTrials"]);
  const { noise, startupTrials = 20 } = options;
  checkWhole(attempt, "startupTrials", startupTrials, 2);
  checkNoise(attempt, noise);
  return (study) => {
    if (study.trials.filter(({ state }) => state === "complete").length < startupTrials) return;
    const left = improvementLeft(study);
    if (left !== undefined && left.improvement < (noise ?? left.noise)) study.stop();
  };
}
