import { basename, extname } from "node:path";
import { columnValues } from "../../data/arrays/encode-table.js";
import type { TargetSource } from "../../data/arrays/targets.js";
import { toDataset } from "../../data/to-dataset.js";
import { nearestName } from "../../hyperparameters/nearest-name.js";
import type { DataOptions } from "../options.js";
import { completeRows } from "../table/complete-rows.js";
import { encodeRows, inputNames, numericInputs, schemaOf } from "../table/schema.js";
import { tableOf, withoutColumns, type TableSource } from "../table/table-of.js";
import type { Prepared } from "./prepared.js";
import { scaled } from "./scale-inputs.js";

/**
 * A table as a data set: rows with an empty cell left out, words as 0/1 inputs, split, standardised.
 *
 * @throws {RangeError} if the target is no column, or the table cannot be learned from
 */
export function prepareTable(source: TableSource, options: DataOptions): Prepared {
  const { target, ignore = [], seed = 1, task } = options;
  const all = tableOf(source);
  for (const name of ignore) checkColumn("ignore", name, all.columns);
  const place = checkColumn("predict", target, all.columns);
  if (ignore.includes(target!))
    throw new RangeError(`Cannot predict column "${target!}" and ignore it: take it out of ignore.`);
  const kept = completeRows(withoutColumns(all, ignore));
  const features = withoutColumns(kept, [target!]);
  const schema = schemaOf(features);
  const raw = toDataset({
    name: typeof source === "string" && !source.includes("\n") ? basename(source, extname(source)) : "table",
    x: encodeRows(schema, features),
    y: columnValues(kept, kept.columns.indexOf(all.columns[place]!)) as TargetSource,
    inputShape: [inputNames(schema).length],
    featureNames: inputNames(schema),
    seed,
    ...(task && { task }),
  });
  const { data, scale } = scaled(raw, numericInputs(schema));
  return {
    data: data.task === "regression" ? { ...data, targetName: target! } : data,
    encode: (rows) => (rows instanceof Float32Array ? rows : scale(encodeRows(schema, tableOf(rows)))),
    rowsLeftOut: all.values.length - kept.values.length,
  };
}

function checkColumn(what: string, name: string | undefined, columns: readonly string[]): number {
  if (name === undefined)
    throw new TypeError(
      `Cannot tune on a table without a target: say which column to predict, { target: "…" }; there are ${columns.join(", ")}.`,
    );
  const place = columns.indexOf(name);
  if (place >= 0) return place;
  throw new RangeError(
    `Cannot ${what} column "${name}": there is none of that name. Did you mean "${nearestName(name, columns)}"? ` +
      `There are ${columns.join(", ")}.`,
  );
}
