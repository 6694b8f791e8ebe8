import type { DataSource } from "../../data/data-source.js";
import type { Dataset } from "../../data/dataset.js";
import { isDataset, toDataset } from "../../data/to-dataset.js";
import type { DataOptions } from "../options.js";
import { isTableSource, tableOf, type TableSource } from "../table/table-of.js";
import type { Prepared } from "./prepared.js";
import { prepareTable } from "./prepare-table.js";
import { scaled, withScaledTargets } from "./scale-inputs.js";

/** What can be tuned on: a table, or whatever can be trained on. */
export type AutoTuneData = TableSource | DataSource;

/**
 * Brings data of any accepted kind to splits and scale. Nothing is trained before all of it is known to be usable.
 *
 * @throws {RangeError|TypeError} if it is not
 */
export function prepare(source: AutoTuneData, options: DataOptions): Prepared {
  if (isTableSource(source)) return prepareTable(source, options);
  if (!isObject(source)) return { data: toDataset(source), encode: asNumbers, rowsLeftOut: 0 }; // says what it takes
  const { target, ignore, task } = options;
  const given = Object.entries({ target, ignore, task }).find(([, value]) => value !== undefined);
  if (given)
    throw new TypeError(
      `Cannot use the option ${given[0]} with this data: it is for tables. ` +
        ("frame" in source
          ? "Pass the DataFrame itself."
          : "A data set and { x, y } already say what is predicted from what."),
    );
  if (isDataset(source)) {
    const data = withScaledTargets(toDataset(source));
    return { data, encode: asNumbers, rowsLeftOut: 0 };
  }
  if ("frame" in source) return prepareTable(source.frame, { ...options, target: source.target });
  const raw = toDataset({ seed: options.seed ?? 1, ...source });
  const { data, scale } = scaled(raw, raw.inputShape.length === 1 ? manyValued(raw) : []);
  return { data, encode: (rows) => scale(asNumbers(rows)), rowsLeftOut: 0 };
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;

function asNumbers(rows: TableSource | Float32Array): Float32Array {
  if (rows instanceof Float32Array) return rows;
  if (isTableSource(rows)) return Float32Array.from((tableOf(rows).values as number[][]).flat());
  throw new TypeError("Cannot predict: give a flat Float32Array of whole examples, or a table of numbers.");
}

/** Features with other values than 0 and 1, which say yes or no already and need no scale. */
function manyValued(data: Dataset): number[] {
  const width = data.inputShape[0]!;
  const isFlag = (column: number): boolean => {
    for (let at = column; at < data.train.inputs.length; at += width)
      if (data.train.inputs[at] !== 0 && data.train.inputs[at] !== 1) return false;
    return true;
  };
  return Array.from({ length: width }, (_, column) => column).filter((column) => !isFlag(column));
}
