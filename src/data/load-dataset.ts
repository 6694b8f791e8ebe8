import { checkOptionNames, nearestName } from "../runtime/nearest-name.js";
import { stream } from "../random/stream.js";
import { withChecksum } from "./checksum.js";
import type { Dataset } from "./dataset.js";
import { commonOptions, type LoadOptions } from "./load-options.js";
import { withLabelNoise } from "./altered-examples.js";
import { catalogue } from "./sets/catalogue.js";

/** The name of a data set `loadDataset` knows. */
export type DatasetName = keyof typeof catalogue;

/** The names of all data sets. */
export const datasetNames = Object.freeze(Object.keys(catalogue)) as readonly DatasetName[];

/** The known name spelt like this, ignoring capitals and separators ("MNIST-1D", "seattle-weather"). */
function knownName(name: unknown): DatasetName {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const known = datasetNames.find((candidate) => plain(candidate) === plain(String(name)));
  if (known) return known;
  throw new RangeError(
    `Cannot load data set "${String(name)}": there is no data set of that name. Did you mean "${nearestName(String(name), datasetNames)}"? ` +
      `The data sets are ${datasetNames.join(", ")}.`,
  );
}

/**
 * Loads a data set with its training, validation and test splits.
 *
 * The same name and options always give the same numbers. Classes have the same share in every split. Numbers with a unit
 * are standardised, (x − μ) / σ, with mean and deviation of the training split only (a regression's target too, see
 * `targetScale`); words become one 0/1 input per category; pixels lie in [0, 1]. Rows with empty cells are left out.
 *
 * @param name one of `datasetNames`
 * @param options see {@link LoadOptions}
 * @throws {RangeError} if the name is unknown (the nearest known one is given) or a value is outside its domain
 * @throws {TypeError} if an option does not apply to this set
 * @throws {Error} if the file is missing or damaged, with the command that restores it
 * @example
 * const digits = await loadDataset("digits");
 * digits.inputShape; // [8, 8, 1]
 * const few = await loadDataset("moons", { examples: 50, noise: 0.3, seed: 2 });
 * @see `datasets/README.md` for source, licence and split of each
 */
export async function loadDataset(name: DatasetName, options: LoadOptions = {}): Promise<Dataset> {
  const known = knownName(name);
  checkOptionNames(`call loadDataset for "${known}"`, options, [...commonOptions, ...catalogue[known].own]);
  const { seed = 1, labelNoise = 0 } = options;
  const parts = await catalogue[known].prepare(options);
  return withChecksum(
    labelNoise === 0 ? parts : withLabelNoise(parts, labelNoise, stream(seed, "label noise")),
  );
}
