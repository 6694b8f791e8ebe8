/**
 * Measures search-surface.csv again (about five minutes on two quiet cores): `npm run build && node datasets/rebuild/search-surface.mjs`.
 *
 * Another kind of CPU gives other last digits; where rates are large, other losses within the spread of the seeds.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { measured } from "./sources.mjs";

const datasets = dirname(dirname(fileURLToPath(import.meta.url)));
const need = createRequire(import.meta.url);
const { loadDataset, runsByValue, sweep } = need("../../dist/src/index.js");
const { surfaceRecipe } = need("../../dist/src/course/surface/recipe.js");

const { data, base, axes, seeds } = surfaceRecipe;
const set = await loadDataset(data.name, data.options);
const result = await sweep(set, base, axes, { seeds });
const names = ["learningRate", "weightDecay", ...seeds.map((seed) => `loss${seed}`), "accuracy"];
const lines = runsByValue(result).map((runs) => {
  if (runs.some(({ ending }) => ending !== "complete")) throw new Error("A run diverged: narrow the axes.");
  const ends = runs.map(({ history }) => history.at(-1));
  const accuracy = ends.reduce((sum, { valAccuracy }) => sum + valAccuracy, 0) / ends.length;
  const { learningRate, weightDecay } = runs[0].hyperparameters;
  const losses = ends.map(({ valLoss }) => Number(valLoss.toPrecision(4)));
  return [learningRate, weightDecay, ...losses, Number(accuracy.toPrecision(4))].join(",");
});

const { file } = measured;
writeFileSync(join(datasets, file), [names.join(","), ...lines, ""].join("\n"));
const bytes = readFileSync(join(datasets, file));
const path = join(datasets, "checksums.json");
const checksums = JSON.parse(readFileSync(path, "utf8"));
checksums[file] = { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
writeFileSync(path, JSON.stringify(checksums, null, 2) + "\n");
