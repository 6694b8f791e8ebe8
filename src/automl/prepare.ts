import { assembleTable } from "../data/assemble.js";
import { withChecksum } from "../data/checksum.js";
import type { DataSource, TableData } from "../data/data-source.js";
import type { Dataset } from "../data/dataset.js";
import { plainEncoder, type Encoder } from "../data/encoder/encoder.js";
import { withStandardisedTargets } from "../data/standardise.js";
import { isTableSource, rawTable, tableName, type TableSource } from "../data/table/table.js";
import { arrayDataset, isDataset, toDataset } from "../data/to-dataset.js";
import { isRecord } from "../runtime/collections.js";
import { tableOptionNames, type DataOptions } from "./options.js";

/** Data that can be tuned on: a table, or anything that can be trained on. */
export type AutoTuneData = TableSource | DataSource;

/** Data as the search trains on it: numeric inputs and the target of a regression have mean 0 and deviation 1 on the training split. */
export interface Prepared {
  readonly data: Dataset & { readonly encoder: Encoder };
  /** Rows that were left out because they have no target. */
  readonly rowsLeftOut: number;
}

/** The fewest rows that can be split into training, validation and test. */
const fewestRows = 20;

/**
 * Splits and scales data of any accepted kind. Nothing is trained before all of it is known to be usable.
 *
 * @throws {RangeError|TypeError} if it is not
 */
export function prepare(source: AutoTuneData, options: DataOptions): Prepared {
  if (isTableSource(source)) return prepareTable(source, options);
  if (!isRecord(source)) return whole(toDataset(source)); // its error says what is accepted
  if (isTableData(source)) {
    refuseTableOptions(options, "Pass the DataFrame itself.");
    return prepareTable(source.frame, { ...options, ...source });
  }
  refuseTableOptions(options, "A data set and { x, y } already say what is predicted from what.");
  if (isDataset(source)) return whole(withScaledTargets(toDataset(source)));
  return whole(arrayDataset({ seed: options.seed ?? 1, ...source }, { search: true }));
}

/** Leaves nothing out; every data set has an encoder here. */
function whole(data: Dataset): Prepared {
  const encoder = data.encoder ?? plainEncoder(data);
  const complete = data.encoder === undefined ? withChecksum({ ...data, encoder }) : data;
  return { data: complete as Prepared["data"], rowsLeftOut: 0 };
}

function refuseTableOptions(options: DataOptions, advice: string): void {
  const given = Object.entries(options).find(
    ([name, value]) => value !== undefined && tableOptionNames.includes(name),
  );
  if (given)
    throw new TypeError(`Cannot use the option ${given[0]} with this data: it is for tables. ${advice}`);
}

function prepareTable(source: TableSource, options: DataOptions & Partial<TableData>): Prepared {
  const { target, seed = 1, ...rest } = options;
  if (target === undefined)
    throw new TypeError(
      'Cannot tune on a table without a target: name the column to predict, { target: "…" }; the columns are ' +
        `${rawTable(source, options).names.join(", ")}.`,
    );
  const data = { name: tableName(source), ...rest, frame: source, target, seed };
  const { parts, rowsLeftOut } = assembleTable({ ...data, standardise: "both", prepare: true });
  const rows = parts.train.count + parts.validation.count + parts.test.count;
  if (rows < fewestRows)
    throw new RangeError(
      `Cannot tune on ${rows} rows${rowsLeftOut > 0 ? ` (${rowsLeftOut} more have no "${target}")` : ""}: there must be at least ` +
        `${fewestRows}, to be split into training, validation and test.`,
    );
  const named = parts.task === "regression" ? { ...parts, targetName: target } : parts;
  return { ...whole(withChecksum(named)), rowsLeftOut };
}

/** Learning rates that suit a target of deviation 1 do not suit house prices. */
function withScaledTargets(data: Dataset): Dataset {
  if (data.task === "classification" || data.outputs > 1 || data.targetScale !== undefined) return data;
  return withChecksum(withStandardisedTargets(data));
}

const isTableData = (source: object): source is TableData => "frame" in source;
