import { capitalised, counted, numberText } from "../../charts/words.js";
import { checkOptionNames } from "../../runtime/nearest-name.js";
import { mean } from "../../runtime/numbers.js";
import { fTail } from "../../runtime/special-functions.js";
import { armOptionNames, pairedSides, type Arm, type ArmOptions } from "./arms.js";
import { fewest, overallLevel, tooFew, type Evidence } from "./evidence.js";
import { chanceText, sizeText, type Measure } from "./wording.js";

/**
 * Whether two factors interact: whether the effect of one depends on the value of the other, and how much against luck. Two-way analysis
 * of variance with replicates: rows × columns, each combination repeated with the same seeds.
 *
 * With x = mean + row + column + interaction + (what a seed adds to them) + rest: the residual of a combination is what the means of its row
 * and of its column leave of it, x − row mean − column mean + mean. F compares the mean square of the residuals that all seeds share with
 * that of their scatter from seed to seed, with (r − 1)(c − 1) and (r − 1)(c − 1)(n − 1) degrees of freedom. *Supported* if p ≤ 0.05,
 * else *not settled*, as with fewer than 5 repetitions. A table that was measured once cannot tell the two apart.
 *
 * @param table `table[i][j]`: the runs with value i of the first factor and value j of the second; at least 2 × 2
 * @returns evidence; its `numbers` hold the standard deviations `betweenRows`, `betweenColumns`, `interaction` and `rest`, each without the
 *   part that luck adds (0 where nothing is left)
 * @throws {RangeError} if the table is smaller than 2 × 2 or not rectangular, combinations were not repeated alike, two are the same, or a
 *   run diverged
 * @example
 * const losses = [[[1, 1.1, 0.9, 1, 1], [2, 2, 2.1, 2, 1.9]], [[2, 2.1, 2, 1.9, 2], [1, 1, 1, 1.1, 1]]];
 * factorsInteract(losses, { quantity: "loss", replicated: "seed" }).verdict; // "supported": the better column depends on the row
 * @see Montgomery, "Design and Analysis of Experiments", 2017, sections 4.1 and 5.3
 */
export function factorsInteract(table: readonly (readonly Arm[])[], options: ArmOptions = {}): Evidence {
  checkOptionNames("call factorsInteract", options, armOptionNames);
  const columns = checkedColumns(table);
  const { rows: repetitions, measure } = pairedSides(table.flat(), options);
  if (repetitions.length < fewest) return tooFew(repetitions.length, measure.replicated);
  checkFinite(repetitions.flat(), measure);
  return told(analysed(repetitions, columns), measure);
}

function checkedColumns(table: readonly (readonly Arm[])[]): number {
  const columns = table[0]?.length ?? 0;
  if (table.length >= 2 && columns >= 2 && table.every((row) => row.length === columns)) return columns;
  throw new RangeError(
    `Cannot ask whether two factors interact in a table with rows of ${table.map((row) => row.length).join(", ") || "no"} combinations: ` +
      "it takes two or more rows, all of the same two or more columns.",
  );
}

function checkFinite(values: readonly number[], { quantity }: Measure): void {
  if (values.every(Number.isFinite)) return;
  throw new RangeError(
    `Cannot ask whether two factors interact in ${quantity}: a run diverged, and an infinite value has no row to be compared with. ` +
      "Count it as a network that only guesses, or leave its row out.",
  );
}

/** The analysis: F with its chance, and the standard deviation of each part. */
interface Parts {
  readonly shape: readonly [rows: number, columns: number];
  readonly count: number;
  readonly f: number;
  readonly p: number;
  readonly freedom: readonly [number, number];
  readonly betweenRows: number;
  readonly betweenColumns: number;
  readonly interaction: number;
  readonly rest: number;
}

/** @param repetitions for each repetition the table, row after row */
function analysed(repetitions: readonly (readonly number[])[], columns: number): Parts {
  const tables = repetitions.map((values) => split(values, columns));
  const [count, rows] = [repetitions.length, tables[0]!.rows.length];
  const ofRows = component(
    tables.map((table) => table.rows),
    rows - 1,
  );
  const ofColumns = component(
    tables.map((table) => table.columns),
    columns - 1,
  );
  const both = (rows - 1) * (columns - 1);
  const together = component(
    tables.map((table) => table.residuals),
    both,
  );
  const f = together.shared === 0 ? 0 : together.shared / together.scattered;
  const freedom = [both, both * (count - 1)] as const;
  return {
    ...{ shape: [rows, columns], count, f, freedom, p: fTail(f, ...freedom) },
    betweenRows: ofRows.deviation,
    betweenColumns: ofColumns.deviation,
    interaction: together.deviation,
    rest: Math.sqrt(together.scattered),
  };
}

/** A table in parts: what each row adds to the mean, what each column adds, and what that leaves of each combination. */
function split(values: readonly number[], columns: number) {
  const rows = Array.from({ length: values.length / columns }, (_, row) =>
    values.slice(row * columns, (row + 1) * columns),
  );
  const middle = mean(values);
  const byRow = rows.map((row) => mean(row) - middle);
  const byColumn = rows[0]!.map((_, column) => mean(rows.map((row) => row[column]!)) - middle);
  const residuals = rows.flatMap((row, i) =>
    row.map((value, j) => value - middle - byRow[i]! - byColumn[j]!),
  );
  return { rows: byRow, columns: byColumn, residuals };
}

/** Mean squares of effects that were measured once in each repetition: of what the repetitions share, and of their scatter around it. */
function component(effects: readonly (readonly number[])[], freedom: number) {
  const count = effects.length;
  const means = effects[0]!.map((_, place) => mean(effects.map((one) => one[place]!)));
  const squares = (values: readonly number[]): number => values.reduce((sum, value) => sum + value ** 2, 0);
  const shared = (count * squares(means)) / freedom;
  const scatter = effects.flatMap((one) => one.map((value, place) => value - means[place]!));
  const scattered = squares(scatter) / (freedom * (count - 1));
  return { shared, scattered, deviation: Math.sqrt(Math.max(0, shared - scattered) / count) };
}

function told(parts: Parts, measure: Measure): Evidence {
  const { shape, count, f, p, freedom, betweenRows, betweenColumns, interaction, rest } = parts;
  const size = (value: number): string => sizeText(measure, value);
  const test = `interaction F(${freedom.join(", ")}) = ${numberText(f)}, ${chanceText(p)}`;
  const over = `${shape.join(" × ")} combinations × ${counted(count, measure.replicated)}`;
  const deviations =
    `standard deviation between rows ${size(betweenRows)}, between columns ${size(betweenColumns)}, ` +
    `of the interaction ${size(interaction)}, of the rest ${size(rest)}`;
  return {
    verdict: p <= overallLevel ? "supported" : "not settled",
    details: `${capitalised(measure.quantity)} of ${over}: ${test}; ${deviations}.`,
    figure: `${measure.quantity} of ${over}: ${test}; ${deviations}`,
    numbers: { count, f, p, betweenRows, betweenColumns, interaction, rest },
    replicated: { unit: measure.replicated, count },
    falseAlarm: overallLevel,
  };
}
