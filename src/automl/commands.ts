import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { unparse } from "papaparse";
import type { TableData } from "../data/data-source.js";
import { columnKindNames, isColumnKind, type ColumnKind } from "../data/table/column-type.js";
import { csvGrid } from "../data/table/csv-grid.js";
import { hasDecimalComma } from "../data/table/recognise.js";
import { tableText } from "../data/table/csv-text.js";
import type { Answer } from "../data/encoder/encoder.js";
import { autoTune } from "./auto-tune.js";
import type { Family } from "./candidates/member.js";
import type { AutoTuneOptions } from "./options.js";
import type { AutoTuneReport, Score } from "./report/report.js";
import { asOptions, sayAsOptions } from "./say-as-options.js";
import { loadModel, type TunedModel } from "./tuned-model.js";

const tuneUsage = `Usage: tunebook tune DATA.csv --target COLUMN [--minutes M] [--trials N] [--out FOLDER] [options]

Finds a model that predicts a column of a table, says how well it does, and saves it (in model/ unless told otherwise).
It searches for 2 minutes unless told otherwise. Ctrl-C ends the search early and keeps the best so far.
  --task classification|regression   what the column is, where the guess is wrong
  --target-scale log                 learns the logarithm of a target above 0: errors count in percent, not in units
  --model linear|trees|network       tries only this kind; may be given again
  --ignore COLUMN                    leaves a column out; may be given again
  --keep COLUMN                      keeps a column that seems useless; may be given again
  --words COLUMN                     takes a column for words, as they are written; may be given again
  --column COLUMN=KIND               how a column is read: number, decimalComma, words, boolean, date, dayFirst, monthFirst, time
  --missing WORD                     a word or number that means "no value", such as "on request" or -1; may be given again
  --delimiter SIGN, --encoding NAME, --skip-lines N   how the file is written, where that cannot be seen
  --seed N                           another split and search`;

const predictUsage = `Usage: tunebook predict MODEL NEW.csv [--proba] [--delimiter SIGN] [--encoding NAME] [--skip-lines N] > OUT.csv

Writes the rows of a table, separated as they are, with one more column, "prediction", or with the probability of every class (--proba). MODEL is the folder
that tunebook tune or model.save wrote.`;

const fileOptions = {
  delimiter: { type: "string" },
  encoding: { type: "string" },
  "skip-lines": { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

interface FileValues {
  readonly delimiter?: string | undefined;
  readonly encoding?: string | undefined;
  readonly "skip-lines"?: string | undefined;
}

/** The file's format, as far as the command line gives it. */
const fileChoices = ({
  delimiter,
  encoding,
  "skip-lines": lines,
}: FileValues): Pick<TableData, "delimiter" | "encoding" | "skipLines"> => ({
  ...(delimiter !== undefined && { delimiter: delimiter === "\\t" ? "\t" : delimiter }),
  ...(encoding !== undefined && { encoding }),
  ...(lines !== undefined && { skipLines: number("--skip-lines", lines) }),
});

function number(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new TypeError(`Cannot use ${option} ${text}: it must be a number.`);
}

/** Default minutes of a search. */
const usualMinutes = 2;

/**
 * `tunebook tune`: fits a model to a table, without a notebook.
 *
 * @param args the command line after the word "tune"
 * @throws {TypeError|RangeError} if the command line or the table cannot be used
 */
export async function tuneCommand(args: readonly string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...fileOptions,
      target: { type: "string" },
      minutes: { type: "string" },
      trials: { type: "string" },
      out: { type: "string", default: "model" },
      task: { type: "string" },
      "target-scale": { type: "string" },
      model: { type: "string", multiple: true },
      ignore: { type: "string", multiple: true },
      keep: { type: "string", multiple: true },
      column: { type: "string", multiple: true },
      missing: { type: "string", multiple: true },
      words: { type: "string", multiple: true },
      seed: { type: "string" },
    },
  });
  if (values.help) {
    console.log(tuneUsage);
    return;
  }
  const [file, ...more] = positionals;
  const { target, task, out } = values;
  if (file === undefined || more.length > 0) throw new TypeError(tuneUsage);
  if (target === undefined) throw new TypeError(withoutTarget(file, fileChoices(values)));
  if (task !== undefined && task !== "classification" && task !== "regression")
    throw new RangeError(`Cannot tune for task "${task}": it must be classification or regression.`);
  const limits: AutoTuneOptions = {
    ...(values.minutes !== undefined && { minutes: number("--minutes", values.minutes) }),
    ...(values.trials !== undefined && { trials: number("--trials", values.trials) }),
  };
  const columns = { ...columnKinds(values.column ?? []), ...kindOf(values.words ?? [], "words") };
  const search = autoTune(file, {
    minutes: usualMinutes,
    ...limits,
    ...fileChoices(values),
    target,
    ...(task && { task }),
    ...(values["target-scale"] !== undefined && { targetScale: values["target-scale"] as "log" }), // checked by autoTune
    ...(values.model && { models: values.model as Family[] }), // checked by autoTune
    ...(values.ignore && { ignore: values.ignore }),
    ...(values.keep && { keep: values.keep }),
    ...(values.missing && { missing: values.missing }),
    columns,
    ...(values.seed !== undefined && { seed: number("--seed", values.seed) }),
  });
  const { model, report } = await search.catch(sayAsOptions);
  await model.save(out);
  console.log(reportText(report));
  console.log(`\nThe model is in ${out}. Use it: tunebook predict ${out} NEW.csv > OUT.csv`);
}

/** What is missing on a command line without a target. */
function withoutTarget(file: string, choices: ReturnType<typeof fileChoices>): string {
  const { names } = csvGrid(tableText(file, choices.encoding), choices);
  return `Cannot tune without a target: name the column to predict, --target COLUMN. ${file} has ${names.join(", ")}.\n\n${tuneUsage}`;
}

const kindOf = (names: readonly string[], kind: ColumnKind): Record<string, ColumnKind> =>
  Object.fromEntries(names.map((name) => [name, kind]));

/** The kinds of `--column NAME=KIND`; a name may contain "=". */
function columnKinds(choices: readonly string[]): Record<string, ColumnKind> {
  const pairs = choices.map((choice) => {
    const at = choice.lastIndexOf("=");
    const kind = choice.slice(at + 1);
    if (at > 0 && isColumnKind(kind)) return [choice.slice(0, at), kind] as const;
    throw new TypeError(
      `Cannot use --column ${choice}: it must be COLUMN=KIND, where the kind is one of ${columnKindNames.join(", ")}.`,
    );
  });
  return Object.fromEntries(pairs);
}

/** The result of a search, as lines of text. */
function reportText({ data, scores, remarks }: AutoTuneReport): string {
  const rounded = (value: number): string => String(Number(value.toPrecision(4)));
  const figures = ({ test, interval }: Score): string =>
    Object.entries(test)
      .map(([name, value], place) => {
        const range = place === 0 ? ` (95 % interval ${interval.map(rounded).join(" to ")})` : "";
        return `${name} ${rounded(value)}${range}`;
      })
      .join(", ");
  const validated =
    data.folds > 1
      ? `${data.train + data.validation} rows to train and to choose by ${data.folds}-fold validation`
      : `${data.train} training rows, ${data.validation} validation rows`;
  return [
    `${data.name}: ${validated}, ${data.test} test rows.`,
    ...scores.map((score) => `On the test rows, ${score.predictor}: ${figures(score)}.`),
    ...remarks.map((remark) => `• ${asOptions(remark)}`),
  ].join("\n");
}

/**
 * `tunebook predict`: the rows of a CSV file with the predictions of a saved model, on standard output.
 *
 * @param args the command line after the word "predict"
 * @throws {TypeError|RangeError} if the command line, the model or the rows cannot be used
 */
export async function predictCommand(args: readonly string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...fileOptions, proba: { type: "boolean", default: false } },
  });
  if (values.help) {
    console.log(predictUsage);
    return;
  }
  const [folder, file, ...more] = positionals;
  if (folder === undefined || file === undefined || more.length > 0) throw new TypeError(predictUsage);
  if (!existsSync(folder))
    throw new RangeError(
      `Cannot predict with ${folder}: there is no such folder. Give the one that tunebook tune --out or model.save wrote.`,
    );
  const model = await loadModel(folder);
  const choices = fileChoices(values);
  try {
    process.stdout.write(`${predicted(model, file, choices, values.proba)}\n`);
  } catch (error) {
    sayAsOptions(error);
  }
}

/** The rows of a file with the predictions beside them, separated as the file is, with its decimal commas. */
function predicted(
  model: TunedModel,
  file: string,
  choices: ReturnType<typeof fileChoices>,
  proba: boolean,
): string {
  const { names, rows, delimiter } = csvGrid(tableText(file, choices.encoding), choices);
  const added = proba
    ? byClass(model.classes ?? [], model.predictProba(file, choices))
    : { names: ["prediction"], columns: [model.predict(file, choices)] };
  const hasCommas =
    delimiter === ";" && names.some((_, place) => hasDecimalComma(rows.map((row) => row[place])));
  const written = (answer: Answer): string =>
    hasCommas && typeof answer === "number" ? shown(answer).replace(".", ",") : shown(answer);
  const data = rows.map((row, place) => [...row, ...added.columns.map((column) => written(column[place]!))]);
  const sign = delimiter === " " ? "," : delimiter;
  return unparse({ fields: [...names, ...added.names], data }, { newline: "\n", delimiter: sign });
}

const shown = (answer: Answer): string => (Array.isArray(answer) ? answer.join(" ") : String(answer));

function byClass(
  classes: readonly Answer[],
  rows: readonly Readonly<Record<string, number>>[],
): { names: string[]; columns: number[][] } {
  const names = classes.map(String);
  return {
    names: names.map((name) => `probability of ${name}`),
    columns: names.map((name) => rows.map((row) => row[name]!)),
  };
}
