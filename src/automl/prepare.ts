import { assembleTable, dealArrays, type Dealt } from "../data/assemble.js";
import { withChecksum } from "../data/checksum.js";
import type { DataSource, TableData } from "../data/data-source.js";
import type { Dataset } from "../data/dataset.js";
import { plainEncoder } from "../data/encoder/encoder.js";
import { withStandardisedTargets } from "../data/standardise.js";
import { isTableSource, rawTable, tableName, type TableSource } from "../data/table/table.js";
import { checkArrayOptions, isDataset, toDataset } from "../data/to-dataset.js";
import { isRecord } from "../runtime/collections.js";
import type { Examples } from "./candidates/candidate.js";
import { tableOptionNames, type DataOptions } from "./options.js";
import { foldIndices, validationPlan, type ValidationPlan } from "./search/folds.js";

/** Data that can be tuned on: a table, or anything that can be trained on. */
export type AutoTuneData = TableSource | DataSource;

/** Data as the search trains on it: numeric inputs and the target of a regression have mean 0 and deviation 1 on the training split. */
export interface Prepared {
  /** Training, validation and test rows; also what is known of the data. */
  readonly data: Examples;
  readonly plan: ValidationPlan;
  /** The divisions in which models are compared, each with an encoder fitted on its own training rows; all have the same test rows. */
  readonly folds: readonly Examples[];
  /** All rows but those of the test as training rows; missing if the splits were given with the data, and stay. */
  readonly whole?: Examples;
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
  if (!isRecord(source)) return asGiven(toDataset(source)); // its error says what is accepted
  if (isTableData(source)) {
    refuseTableOptions(options, "Pass the DataFrame itself.");
    return prepareTable(source.frame, { ...options, ...source });
  }
  refuseTableOptions(options, "A data set and { x, y } already say what is predicted from what.");
  if (isDataset(source)) return asGiven(withScaledTargets(toDataset(source)));
  const arrays = checkArrayOptions({ seed: options.seed ?? 1, ...source });
  const dealt = dealArrays(arrays, { search: true });
  const isOurs = arrays.validation === undefined && dealt.parts.inputShape.length === 1;
  return isOurs ? divided(dealt, arrays.seed, 0) : asGiven(withChecksum(dealt.parts));
}

/** A data set whose splits are its own. */
function asGiven(data: Dataset): Prepared {
  const examples = withEncoder(data);
  return { data: examples, plan: { folds: 1, repeats: 1 }, folds: [examples], rowsLeftOut: 0 };
}

/** Rows that may be divided again and again. */
function divided({ parts, indices, classes, deal }: Dealt, seed: number, rowsLeftOut: number): Prepared {
  const data = withEncoder(withChecksum(parts));
  const plan = validationPlan(data.train.count + data.validation.count, parts.inputShape[0]!);
  const { name, targetName } = parts;
  const again = (which: typeof indices): Examples =>
    withEncoder(withChecksum({ ...deal(which), name, ...(targetName !== undefined && { targetName }) }));
  return {
    data,
    plan,
    folds: plan.folds === 1 ? [data] : foldIndices(indices, plan, seed, classes).map(again),
    whole: again({ ...indices, train: Int32Array.from([...indices.train, ...indices.validation]) }),
    rowsLeftOut,
  };
}

/** Every data set has an encoder here. */
function withEncoder(data: Dataset): Examples {
  return (
    data.encoder === undefined ? withChecksum({ ...data, encoder: plainEncoder(data) }) : data
  ) as Examples;
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
  const table = assembleTable({ ...data, standardise: "both", prepare: true });
  const { parts, rowsLeftOut } = table;
  const rows = parts.train.count + parts.validation.count + parts.test.count;
  if (rows < fewestRows)
    throw new RangeError(
      `Cannot tune on ${rows} rows${rowsLeftOut > 0 ? ` (${rowsLeftOut} more have no "${target}")` : ""}: there must be at least ` +
        `${fewestRows}, to be split into training, validation and test.`,
    );
  const named = parts.task === "regression" ? { ...parts, targetName: target } : parts;
  return divided({ ...table, parts: named }, seed, rowsLeftOut);
}

/** Learning rates that suit a target of deviation 1 do not suit house prices. */
function withScaledTargets(data: Dataset): Dataset {
  if (data.task === "classification" || data.outputs > 1 || data.targetScale !== undefined) return data;
  return withChecksum(withStandardisedTargets(data));
}

const isTableData = (source: object): source is TableData => "frame" in source;
