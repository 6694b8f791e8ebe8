import { join } from "node:path";
import type { Task } from "../../src/data/dataset.js";

/** A table of the bench. */
export interface BenchTable {
  readonly name: string;
  readonly file: string;
  readonly target: string;
  readonly task: Task;
}

type Row = readonly [name: string, file: string, target: string, task: Task];

/** Tables of this project. */
const own: readonly Row[] = [
  ["breast cancer", "breast-cancer.csv", "diagnosis", "classification"],
  ["wine", "wine.csv", "cultivar", "classification"],
  ["penguins", "penguins.csv", "Species", "classification"],
  ["Seattle weather", "seattle-weather.csv", "weather", "classification"],
  ["cars", "cars.csv", "Miles_per_Gallon", "regression"],
];

/** Tables that come with scikit-learn and ISLP; `peers.py` writes them. */
const exported: readonly Row[] = [
  ["orange juice", "oj.csv", "Purchase", "classification"],
  ["diabetes", "diabetes.csv", "target", "regression"],
  ["Boston", "boston.csv", "medv", "regression"],
  ["car seats", "carseats.csv", "Sales", "regression"],
  ["colleges", "college.csv", "Outstate", "regression"],
  ["credit", "credit.csv", "Balance", "regression"],
  ["baseball salaries", "hitters.csv", "Salary", "regression"],
  ["wages", "wage.csv", "wage", "regression"],
];

/** All tables. @param datasets this project's folder of tables @param folder that of the exported ones */
export const benchTables = (datasets: string, folder: string): readonly BenchTable[] => [
  ...own.map((row) => inFolder(row, datasets)),
  ...exported.map((row) => inFolder(row, folder)),
];

const inFolder = ([name, file, target, task]: Row, folder: string): BenchTable => ({
  name,
  file: join(folder, file),
  target,
  task,
});
