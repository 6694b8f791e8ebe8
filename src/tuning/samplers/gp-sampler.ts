import type { StudyView, TrialRecord } from "../trial/trial-record.js";
import { centred, mostTelling, scalarLosses, standardize } from "./gp/observations.js";
import { improvementOn, keepingBelow, together, type Acquisition } from "./gp/acquisition.js";
import { constraintsOf, isFeasible } from "../trial/constraints.js";
import { quasiRandomSampler, type SeedOptions } from "./random-samplers.js";
import { type Sampler, studyCache } from "./sampler.js";
import { stream } from "../../random/stream.js";
import type { Params, Space } from "../../hyperparameters/space/domain.js";
import { checkOptionNames } from "../../runtime/nearest-name.js";
import { checkSeed, checkWhole } from "../options.js";
import { cellsOf, fromUnit, valueCount } from "../../hyperparameters/space/unit-scale.js";
import { fitKernel } from "./gp/fit-kernel.js";
import type { Kernel } from "./gp/kernel.js";
import { maximizeAcquisition, type Axis } from "./gp/maximize-acquisition.js";
import { Posterior } from "./gp/posterior.js";
import { HaltonSequence } from "./halton.js";
import { UnitColumns } from "./unit-column.js";

export interface GpSamplerOptions extends SeedOptions {
  /** Trials spread evenly before the first model, ≥ 1. Default 10. */
  readonly startupTrials?: number;
}

/** The most observations that the model uses: its cost grows with their cube. */
const room = 300;
/** The most observations that the kernel is fitted to. */
const fitRoom = 100;

/**
 * Bayesian optimisation: a Gaussian process predicts the objective everywhere, and the next trial goes where the
 * expected improvement on the best so far is greatest. The choice when trials are expensive and parameters are few.
 *
 * Trials that are still running count as if they had the predicted value, so that parallel trials keep away from each
 * other. Constraints are modelled the same way: the expected improvement is weighted by the probability of keeping
 * them. Parameters of branches are spread evenly. Several objectives are scalarised, with new weights each time.
 *
 * @throws {RangeError} if an option is out of range
 * @example
 * const study = await createStudy({ sampler: gpSampler({ seed: 1 }) });
 * @see Snoek et al., "Practical Bayesian optimization of machine learning algorithms", 2012
 */
export function gpSampler(options: GpSamplerOptions = {}): Sampler {
  const { seed = 0, startupTrials = 10 } = options;
  checkOptionNames("make a gpSampler", options, ["seed", "startupTrials"]);
  checkSeed("make a gpSampler", seed);
  checkWhole("make a gpSampler", "startupTrials", startupTrials, 1);
  const evenly = quasiRandomSampler({ seed });
  const sequence = new HaltonSequence(seed);
  const columns = studyCache(() => new UnitColumns());

  const propose = (study: StudyView, trialNumber: number, space: Space): Params => {
    const names = Object.keys(space).filter((name) => valueCount(space[name]!) > 1);
    const axes = names.map((name): Axis => {
      const domain = space[name]!;
      return { cells: cellsOf(domain), isCategorical: domain.kind === "categorical" };
    });
    const units = names.map((name) => columns(study).of(name, space[name]!, study.trials).values);
    const pointOf = ({ number }: TrialRecord): Float64Array =>
      Float64Array.from(units, (column) => column[number]!);
    const isInside = (trial: TrialRecord): boolean => !pointOf(trial).some(Number.isNaN);
    const complete = study.trials.filter((trial) => trial.state === "complete" && isInside(trial));
    if (names.length === 0 || complete.length < startupTrials) return {};

    const rawLosses = scalarLosses(study, complete, seed, trialNumber);
    const told = mostTelling(rawLosses, room);
    const points = told.map((place) => pointOf(complete[place]!));
    const losses = standardize(told.map((place) => rawLosses[place]!));
    const categorical = axes.map(({ isCategorical }) => isCategorical);
    const kernel = fitKernel(points.slice(-fitRoom), losses.slice(-fitRoom), categorical);
    const running = study.trials.filter(
      (trial) => trial.state === "running" && trial.number !== trialNumber && isInside(trial),
    );
    const posterior = believing(points, losses, running.map(pointOf), kernel, categorical);
    const constraints = constraintModels(complete, pointOf, categorical);
    const isKept = told.map((place) => isFeasible(complete[place]!));
    const order = [...losses.keys()]
      .filter((place) => isKept[place]! || !isKept.includes(true))
      .sort((a, b) => losses[a]! - losses[b]!);
    // Where no trial keeps the constraints yet, there is nothing to improve on: find a point that keeps them first.
    const acquisition = together([
      ...(isKept.includes(true) ? [improvementOn(losses[order[0]!]!, posterior)] : []),
      ...constraints,
    ]);
    const next = maximizeAcquisition(
      acquisition,
      axes,
      order.slice(0, 5).map((place) => points[place]!),
      (place) => Float64Array.from(sequence.point(trialNumber * 400 + place, names.length)),
      stream(seed, `gp/${trialNumber}`),
    );
    return Object.fromEntries(names.map((name, axis) => [name, fromUnit(space[name]!, next[axis]!)]));
  };

  return {
    name: "gp",
    sampleTogether: (study, trialNumber, space) => ({ params: propose(study, trialNumber, space) }),
    sampleOne: (study, trialNumber, name, domain) => evenly.sampleOne(study, trialNumber, name, domain),
  };
}

/** For each constraint, how likely it is to be kept at a point: a Gaussian process of its own. */
function constraintModels(
  trials: readonly TrialRecord[],
  pointOf: (trial: TrialRecord) => Float64Array,
  categorical: readonly boolean[],
): Acquisition[] {
  const known = trials.map((trial) => ({ trial, constraints: constraintsOf(trial) }));
  const names = new Set(known.flatMap(({ constraints }) => Object.keys(constraints)));
  return [...names].sort().map((name) => {
    const having = known.filter(({ constraints }) => Object.hasOwn(constraints, name)).slice(-room);
    const points = having.map(({ trial }) => pointOf(trial));
    const { values, centre, scale } = centred(having.map(({ constraints }) => constraints[name]!));
    const kernel = fitKernel(points.slice(-fitRoom), values.slice(-fitRoom), categorical);
    // Within the noise on this side of the limit: a trial on the limit itself would be feasible every other time.
    const limit = -centre / scale - Math.sqrt(kernel.noise);
    return keepingBelow(limit, new Posterior(points, values, kernel, categorical));
  });
}

/** The posterior given the observations, and running trials taken to be what it predicts (the kriging believer). */
function believing(
  points: readonly Float64Array[],
  losses: Float64Array,
  running: readonly Float64Array[],
  kernel: Kernel,
  categorical: readonly boolean[],
): Posterior {
  const posterior = new Posterior(points, losses, kernel, categorical);
  if (running.length === 0) return posterior;
  const believed = Float64Array.of(...losses, ...running.map((point) => posterior.mean(point)));
  return new Posterior([...points, ...running], believed, kernel, categorical);
}
