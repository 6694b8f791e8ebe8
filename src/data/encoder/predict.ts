import { checkOptionNames } from "../../runtime/nearest-name.js";
import { holdsEncoded } from "../checksum.js";
import type { CsvOptions } from "../table/csv-grid.js";
import { isTypedArray } from "../arrays/numbers.js";
import { featuresOf } from "./column-code.js";
import { encodeRows, isOneRow, type OneRow, type RowSource } from "./encode-rows.js";
import { answersOf, changesNothing, inUnit, type Answer, type Encoder } from "./encoder.js";
import type { Scales } from "./scale.js";

/** Options for the rows to predict from. */
export interface PredictOptions extends CsvOptions {
  /** Whether a flat array of numbers is as the network takes it, as the inputs of a split are, and not in its own units. */
  readonly encoded?: boolean;
}

/** @throws {TypeError} if an option is unknown */
export function checkPredictOptions(options: PredictOptions): void {
  checkOptionNames("call predict", options, ["encoded", "delimiter", "encoding", "skipLines"]);
}

/** A network's outputs for encoded inputs: `count` × `width` class probabilities or numbers. */
export interface Forward {
  readonly width: number;
  readonly outputs: (inputs: Float32Array) => Float32Array;
}

/**
 * A network's predictions for rows in their own units: classes as given, or numbers in the target's unit. Flat 32-bit
 * numbers give flat numbers; those of a split, and all if there is no encoder, are used unchanged.
 *
 * @throws {TypeError} if there is no encoder and the rows are not a Float32Array
 * @throws {RangeError} if the rows do not fit the columns of the training
 */
export function predictWith(
  encoder: Encoder | undefined,
  network: Forward,
  rows: RowSource | OneRow,
  options: PredictOptions = {},
): Float32Array | Answer | Answer[] {
  checkPredictOptions(options);
  if (isFloat32(rows)) return predictNumbers(encoder, network, rows, options.encoded);
  if (encoder === undefined)
    throw new TypeError(
      "Cannot predict from these rows: the run's data set has no encoder, so only network inputs can be used; give them as " +
        "one Float32Array, example after example.",
    );
  const { inputs } = encodeRows(encoder, rows, options);
  const answers = answersOf(encoder, network.outputs(inputs), network.width);
  return isOneRow(rows) ? answers[0]! : answers;
}

/** By its name, because a cell of a notebook may have another `Float32Array` than this file. */
const isFloat32 = (value: unknown): value is Float32Array =>
  isTypedArray(value) && Object.prototype.toString.call(value) === "[object Float32Array]";

function predictNumbers(
  encoder: Encoder | undefined,
  { outputs }: Forward,
  rows: Float32Array,
  isEncoded = encoder === undefined || takenAsEncoded(encoder, rows),
): Float32Array {
  if (encoder === undefined || isEncoded) return outputs(rows);
  checkUnits(rows, encoder.scales);
  const numbers = outputs(encodeRows(encoder, rows).inputs);
  const scale = encoder.target.task === "regression" ? encoder.target.scale : null;
  return numbers.map((value) => inUnit(scale, value));
}

/** Whether flat numbers are treated as inputs of the network rather than as rows in their own units. */
export const takenAsEncoded = (encoder: Encoder, inputs: Float32Array): boolean =>
  changesNothing(encoder) || holdsEncoded(inputs) || hasWords(encoder);

/** An array of numbers cannot hold words, so it can only be encoded already. */
const hasWords = ({ codes = [] }: Encoder): boolean =>
  codes.some((code) => featuresOf(code).length > 1 || code.code === "words");

/** This many deviations from the mean is far outside the training examples. */
const farOff = 5;

/** Inputs that were already scaled must not silently be scaled again. */
function checkUnits(rows: Float32Array, scales: Scales): void {
  const scaled = scales.some((scale) => scale !== null);
  const near = (deviations: number): boolean => Math.abs(deviations) <= farOff;
  const all = (fits: (value: number, scale: { mean: number; deviation: number }) => boolean): boolean =>
    rows.every((value, at) => {
      const scale = scales[at % scales.length];
      return scale === null || scale === undefined || fits(value, scale);
    });
  const plausible = all((value, { mean, deviation }) => near((value - mean) / deviation));
  if (!scaled || plausible || !all((value) => near(value))) return;
  throw new RangeError(
    "Cannot predict from these numbers: they lie far from the training examples in their own units, and look as if they were scaled " +
      "already. Use run.predict(inputs, { encoded: true }) if they are, or give lists of cells: run.predict([[…]]).",
  );
}
