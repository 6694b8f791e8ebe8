import { checkOptionNames } from "../../runtime/nearest-name.js";
import {
  type DifferentiatedTraining,
  differentiateTraining,
  type Rates,
  type TrainingProblem,
} from "./differentiate-training.js";

export interface HypergradientSearchOptions {
  /** The starting point. A weight decay of 0 stays 0, because the search moves logarithms. */
  readonly start: Rates;
  /** Number of training runs, ≥ 1. Default 20. */
  readonly rounds?: number;
  /** How far a logarithm moves per round at first, > 0; later rounds move less. Default 0.5. */
  readonly stride?: number;
  /** The validation loss, for the record. */
  readonly validationLoss?: (weights: Float64Array) => number | Promise<number>;
}

/** One training run of the search. */
export interface HypergradientRound extends Rates, DifferentiatedTraining {
  readonly round: number;
  readonly validationLoss?: number;
}

/**
 * Finds a learning rate and a weight decay by descending the gradient of the validation loss with respect to them: each
 * round trains, differentiates through the training, and moves log α and log λ downhill.
 *
 * Only the sign and the consistency of a derivative matter, not its size, which may span many powers of ten: the move
 * is stride / √(round + 1) · m / √v, with running means m and v of the derivative and its square.
 *
 * @returns all rounds; the last one has the final hyperparameters
 * @throws {RangeError} if an option is out of range
 * @example
 * const bowl = (w: Float64Array) => w;
 * const problem = { weights: Float64Array.of(1), steps: 5, gradient: bowl, validationGradient: bowl };
 * const rounds = await hypergradientSearch(problem, { start: { learningRate: 0.01, weightDecay: 0 } });
 * @see Maclaurin et al., "Gradient-based hyperparameter optimization through reversible learning", 2015
 */
export async function hypergradientSearch(
  problem: TrainingProblem,
  options: HypergradientSearchOptions,
): Promise<HypergradientRound[]> {
  checkOptionNames("call hypergradientSearch", options, ["start", "rounds", "stride", "validationLoss"]);
  const { start, rounds = 20, stride = 0.5, validationLoss } = options;
  if (!Number.isSafeInteger(rounds) || rounds < 1 || !(stride > 0))
    throw new RangeError(
      `Cannot search with hypergradients: rounds is ${rounds} (a whole number ≥ 1) and stride is ${stride} (> 0).`,
    );
  const [rateMove, decayMove] = [steadyMove(stride), steadyMove(stride)];
  const history: HypergradientRound[] = [];
  let rates = start;
  for (let round = 0; round < rounds; round++) {
    const training = await differentiateTraining(problem, rates);
    const loss = await validationLoss?.(training.weights);
    history.push({ round, ...rates, ...training, ...(loss !== undefined && { validationLoss: loss }) });
    const { learningRate, weightDecay } = rates;
    rates = {
      learningRate: learningRate * Math.exp(-rateMove(learningRate * training.byLearningRate, round)),
      weightDecay: weightDecay * Math.exp(-decayMove(weightDecay * training.byWeightDecay, round)),
    };
  }
  return history;
}

/** Turns derivatives of any size into moves of at most about `stride`. A derivative that is NaN is a training that blew up: back off. */
function steadyMove(stride: number): (derivative: number, round: number) => number {
  let [mean, square] = [0, 0];
  return (derivative, round) => {
    if (!Number.isFinite(derivative)) return stride;
    if (derivative === 0) return 0;
    const memory = 0.5;
    mean = memory * mean + (1 - memory) * derivative;
    square = memory * square + (1 - memory) * derivative ** 2;
    return (stride / Math.sqrt(round + 1)) * (mean / Math.sqrt(square));
  };
}
