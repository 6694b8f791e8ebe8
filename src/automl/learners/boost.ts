import type { Dataset, Split } from "../../data/dataset.js";
import { indices, shuffledIndices } from "../../random/shuffled.js";
import { stream, type RandomStream } from "../../random/stream.js";
import { Turns } from "../../runtime/turns.js";
import { binned, type Bins } from "./bins.js";
import { growTree, type TreeLimits } from "./grow-tree.js";
import type { Slopes } from "./histogram.js";
import { linkInPlace, outputsOf, predictionLoss, scoreCount, targetOf, type Problem } from "./link.js";
import { addTree, type Tree } from "./tree.js";

/** Gradient-boosted trees; plain data. */
export interface BoostedTrees extends Problem {
  readonly width: number;
  /** Where every score starts. */
  readonly base: readonly number[];
  /** One tree for every score, round by round. */
  readonly trees: readonly Tree[];
}

/** How trees are boosted. */
export interface BoostChoice extends TreeLimits {
  /** The shares of columns and of rows that each tree sees, above 0, at most 1. */
  readonly columnShare: number;
  readonly rowShare: number;
}

/** When boosting ends. */
export interface BoostEnd {
  readonly seed: number;
  /** Rounds to add; without it as many as lower the loss on the validation split. */
  readonly rounds?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Rounds, at most, and rounds without a lower validation loss after which it ends. */
const mostRounds = 1000;
const patience = 25;

type Examples = Pick<Dataset, "task" | "outputs" | "train" | "validation">;

/**
 * Boosts trees: round by round, one tree per score is fitted to the slopes of the loss and added.
 *
 * Losses are ½ (s − y)² and −log p(class), as in scikit-learn's `HistGradientBoosting`. Without a number of rounds it ends when
 * the validation loss has not fallen for 25 of them, and keeps those up to the lowest.
 *
 * @param data inputs are examples × width; NaN is a missing value, and each cut chooses a side for these
 * @returns the trees, at least one round unless the signal was aborted before
 * @see Friedman, "Greedy function approximation: a gradient boosting machine", 2001
 */
export async function boostTrees(data: Examples, choice: BoostChoice, end: BoostEnd): Promise<BoostedTrees> {
  const { task, outputs, train, validation } = data;
  const problem = { task, outputs };
  const width = train.inputs.length / train.count;
  const [bins, scores] = [binned(train.inputs, width), scoreCount(problem)];
  const base = startingScores(train, problem);
  const [fitted, checked] = [repeated(base, train.count), repeated(base, validation.count)];
  const random = stream(end.seed, "trees");
  const turns = new Turns();
  const trees: Tree[] = [];
  let best = { rounds: 1, loss: Infinity };
  for (let round = 1; round <= (end.rounds ?? mostRounds); round++) {
    for (const tree of roundOfTrees(bins, train, fitted, problem, choice, random)) {
      const place = { score: trees.push(tree) - 1 - (round - 1) * scores, of: scores };
      addTree(tree, train.inputs, width, fitted, place);
      if (end.rounds === undefined) addTree(tree, validation.inputs, width, checked, place);
    }
    if (end.rounds === undefined) {
      const loss = predictionLoss(outputsOf(checked.slice(), problem), validation.targets, problem);
      if (loss < best.loss) best = { rounds: round, loss };
      if (round - best.rounds >= patience) break;
    }
    await turns.give();
    if (end.signal?.aborted) break;
  }
  const kept = end.rounds === undefined ? best.rounds * scores : trees.length;
  return { ...problem, width, base, trees: trees.slice(0, kept) };
}

/** The scores of a model that ignores its inputs: means, log odds, or the logarithms of the classes' shares. */
function startingScores({ targets, count }: Split, problem: Problem): number[] {
  return Array.from({ length: scoreCount(problem) }, (_, score) => {
    let sum = 0;
    for (let example = 0; example < count; example++) sum += targetOf(targets, example, score, problem);
    if (problem.task === "regression") return sum / count;
    // Half an example, so that a class without any has a finite score.
    const share = Math.min(count - 0.5, Math.max(0.5, sum)) / count;
    return problem.outputs === 2 ? Math.log(share / (1 - share)) : Math.log(share);
  });
}

function repeated(base: readonly number[], count: number): Float64Array {
  const scores = new Float64Array(count * base.length);
  for (let at = 0; at < scores.length; at++) scores[at] = base[at % base.length]!;
  return scores;
}

function roundOfTrees(
  bins: Bins,
  train: Split,
  fitted: Float64Array,
  problem: Problem,
  choice: BoostChoice,
  random: RandomStream,
): Tree[] {
  const predicted = fitted.slice();
  linkInPlace(predicted, problem);
  const rows = sample(bins.count, choice.rowShare, random);
  const columns = sample(bins.codes.length, choice.columnShare, random);
  return Array.from({ length: scoreCount(problem) }, (_, score) =>
    growTree(bins, rows, columns, slopesOf(predicted, train, score, problem), choice),
  );
}

/** A share of the numbers below `count`, at least one, ascending. */
function sample(count: number, share: number, random: RandomStream): Int32Array {
  const size = Math.max(1, Math.round(share * count));
  return size >= count ? indices(count) : shuffledIndices(count, random).subarray(0, size).sort();
}

function slopesOf(
  predicted: Float64Array,
  { targets, count }: Split,
  score: number,
  problem: Problem,
): Slopes {
  const gradients = new Float64Array(count);
  const curvatures = new Float64Array(count);
  const scores = scoreCount(problem);
  const isNumber = problem.task === "regression";
  for (let example = 0; example < count; example++) {
    const p = predicted[example * scores + score]!;
    gradients[example] = p - targetOf(targets, example, score, problem);
    curvatures[example] = isNumber ? 1 : p * (1 - p);
  }
  return { gradients, curvatures };
}

/** Predictions of boosted trees, examples × outputs. */
export function predictTrees(
  { base, trees, width, ...problem }: BoostedTrees,
  inputs: Float32Array,
): Float32Array {
  const scores = repeated(base, inputs.length / width);
  trees.forEach((tree, at) => {
    addTree(tree, inputs, width, scores, { score: at % base.length, of: base.length });
  });
  return outputsOf(scores, problem);
}
