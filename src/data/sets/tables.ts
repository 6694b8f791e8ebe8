import { dealOut, readStoredTable, type StoredOptions, type StoredSet } from "./stored-file.js";
import type { DatasetParts } from "../checksum.js";
import type { Split } from "../dataset.js";
import { categories } from "../encoder/column-code.js";
import {
  encodeColumns,
  featureNames,
  fitColumns,
  numericFeatures,
  plainEncoder,
  type EmptyCell,
} from "../encoder/encoder.js";
import type { Column } from "../table/table.js";
import { splitIndices, usualFractions } from "../splits.js";

/** Which file a table set comes from, what it predicts from which columns. */
interface TableSet {
  readonly name: string;
  readonly file: string;
  readonly features: readonly string[];
  readonly target: string;
  /** The classes in order of their numbers, where that is not alphabetical; the last of two is the one recall is about. */
  readonly classNames?: readonly string[];
  /** Regression: the target's name with its unit. */
  readonly targetName?: string;
}

type Facts = Pick<DatasetParts, "task" | "outputs" | "classNames" | "targetName">;

function targetsOf(set: TableSet, { cells }: Column): { facts: Facts; targets: Split["targets"] } {
  if (set.targetName)
    return {
      facts: { task: "regression", outputs: 1, targetName: set.targetName },
      targets: Float32Array.from(cells, Number),
    };
  const classNames = set.classNames ?? categories(cells);
  return {
    facts: { task: "classification", outputs: classNames.length, classNames },
    targets: Int32Array.from(cells, (value) => classNames.indexOf(String(value))),
  };
}

/**
 * Numbers are rounded to 32 bits before they are standardised, unlike those of user data: their few digits fit, and every
 * figure of the course was measured this way.
 */
async function loadTable(set: TableSet, { seed }: StoredOptions): Promise<StoredSet> {
  const table = await readStoredTable(set.file, [...set.features, set.target]);
  const target = table.columns.find(({ name }) => name === set.target)!;
  const columns = table.columns.filter(({ name }) => name !== set.target);
  const { facts, targets } = targetsOf(set, target);
  const classes = facts.task === "classification" ? targets : undefined;
  const indices = splitIndices(table.rows, usualFractions, seed, classes);
  const { codes } = fitColumns({ ...table, columns }, indices.train, { tidy: false });
  const inputs = Float32Array.from(encodeColumns(codes, columns, noEmptyCell));
  const names = featureNames(codes);
  const parts = dealOut(
    { name: set.name, ...facts, inputShape: [names.length], featureNames: names },
    { count: table.rows, inputs, targets },
    indices,
  );
  const encoder = { ...plainEncoder(parts), names: columns.map(({ name }) => name), codes };
  return { parts: { ...parts, encoder }, numericColumns: numericFeatures(codes) };
}

const noEmptyCell = ([empty]: readonly EmptyCell[]): Error =>
  new Error(`Cannot load the table: column "${empty!.column}" has an empty cell.`);

const loader =
  (set: TableSet) =>
  (options: StoredOptions): Promise<StoredSet> =>
    loadTable(set, options);

/** Which of three irises, from four lengths. */
export const loadIris = loader({
  name: "iris",
  file: "iris.csv",
  features: ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"],
  target: "species",
});

/** Which of three penguins, from four measures, the island and the sex; the eleven incomplete rows are left out. */
export const loadPenguins = loader({
  name: "penguins",
  file: "penguins.csv",
  features: ["Island", "Beak Length (mm)", "Beak Depth (mm)", "Flipper Length (mm)", "Body Mass (g)", "Sex"],
  target: "Species",
});

/** Miles per gallon of a car; the fourteen incomplete rows are left out. */
export const loadCars = loader({
  name: "cars",
  file: "cars.csv",
  features: ["Cylinders", "Displacement", "Horsepower", "Weight_in_lbs", "Acceleration", "Year", "Origin"],
  target: "Miles_per_Gallon",
  targetName: "fuel economy (miles per gallon)",
});

/** From which of three growers a wine comes, from thirteen chemical measures. */
export const loadWine = loader({
  name: "wine",
  file: "wine.csv",
  features: [
    ...["alcohol", "malic acid", "ash", "alcalinity of ash", "magnesium", "total phenols", "flavanoids"],
    ...["nonflavanoid phenols", "proanthocyanins", "color intensity", "hue"],
    ...["od280/od315 of diluted wines", "proline"],
  ],
  target: "cultivar",
});

const cellMeasures = [
  ...["radius", "texture", "perimeter", "area", "smoothness"],
  ...["compactness", "concavity", "concave points", "symmetry", "fractal dimension"],
];

/** Whether a tumour is malignant (class 1, the one to find), from thirty measures of cell nuclei in an image. */
export const loadBreastCancer = loader({
  name: "breastCancer",
  file: "breast-cancer.csv",
  features: [
    ...cellMeasures.map((measure) => `mean ${measure}`),
    ...cellMeasures.map((measure) => `${measure} error`),
    ...cellMeasures.map((measure) => `worst ${measure}`),
  ],
  target: "diagnosis",
  classNames: ["benign", "malignant"],
});
