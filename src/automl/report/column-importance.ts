import { mean } from "../../runtime/numbers.js";
import { featuresOf } from "../../data/encoder/column-code.js";
import { shuffledIndices } from "../../random/shuffled.js";
import { stream } from "../../random/stream.js";
import { predictMembers } from "../search/ensemble.js";
import type { Chosen } from "../search/finish.js";
import type { Examples } from "../candidates/candidate.js";
import { predictionLoss } from "../learners/link.js";

/** How much a model depends on a column. */
export interface ColumnImportance {
  readonly column: string;
  /**
   * By how much the test error rises, on average, when the column's values are shuffled among the rows: RMSE in the unit of
   * the target (of its logarithm, where that is learned), or log loss. Near 0, or below, the model does not need the column.
   */
  readonly rise: number;
  /** Standard deviation over the shuffles. */
  readonly deviation: number;
}

/** Shuffles of each column, rows that are predicted again, and columns, at most. */
const shuffles = 5;
const mostRows = 1000;
const mostColumns = 200;

/**
 * Permutation importance of the columns on the test rows, the largest first. Columns that say the same share their importance.
 *
 * @see Breiman, "Random forests", 2001
 */
export function columnImportance({ members, data }: Chosen, seed: number): ColumnImportance[] {
  const groups = columnInputs(data);
  if (data.inputShape.length > 1 || groups.length > mostColumns) return [];
  const width = data.inputShape[0]!;
  const rows = Math.min(mostRows, data.test.count);
  const inputs = data.test.inputs.subarray(0, rows * width);
  const targets = data.test.targets.subarray(0, (rows * data.test.targets.length) / data.test.count);
  const error = (given: Float32Array): number => {
    const loss = predictionLoss(predictMembers(members, given), targets, data);
    return data.task === "classification" ? loss : Math.sqrt(loss) * (data.targetScale?.deviation ?? 1);
  };
  const before = error(inputs);
  const found = groups.map(({ column, first, last }) => {
    const random = stream(seed, `importance/${column}`);
    const rises = Array.from({ length: shuffles }, () => {
      const shuffled = inputs.slice();
      shuffledIndices(rows, random).forEach((from, to) => {
        shuffled.set(inputs.subarray(from * width + first, from * width + last), to * width + first);
      });
      return error(shuffled) - before;
    });
    return { column, ...meanAndDeviation(rises) };
  });
  return found.sort((a, b) => b.rise - a.rise);
}

function meanAndDeviation(values: readonly number[]): { rise: number; deviation: number } {
  const rise = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - rise) ** 2, 0);
  return { rise, deviation: Math.sqrt(squares / (values.length - 1)) };
}

interface ColumnInputs {
  readonly column: string;
  readonly first: number;
  readonly last: number;
}

/** Which inputs belong to which column. */
function columnInputs({ encoder, featureNames, inputShape }: Examples): ColumnInputs[] {
  if (!encoder.codes)
    return Array.from({ length: inputShape[0]! }, (_, place) => ({
      column: featureNames?.[place] ?? `input ${place + 1}`,
      first: place,
      last: place + 1,
    }));
  let first = 0;
  return encoder.codes.map((code) => {
    const last = first + featuresOf(code).length;
    const own = { column: code.name, first, last };
    first = last;
    return own;
  });
}
