import { withChecksum, type DatasetParts } from "./checksum.js";
import type { Dataset } from "./dataset.js";
import { circles } from "./generated/circles.js";
import { moons } from "./generated/moons.js";
import type { GeneratedOptions } from "./generated/plane-set.js";
import { spirals } from "./generated/spirals.js";
import { stream } from "../random/stream.js";
import { withFewerExamples } from "./preparing/fewer-examples.js";
import { withLabelNoise } from "./preparing/label-noise.js";
import { standardised, withStandardisedTargets } from "./preparing/standardise.js";
import { loadDigits, loadMnist } from "./sets/images.js";
import { loadMnist1d } from "./sets/mnist1d.js";
import type { StoredOptions, StoredSet } from "./sets/stored-set.js";
import { loadBreastCancer, loadCars, loadIris, loadPenguins, loadWine } from "./sets/tables.js";

const stored = {
  iris: loadIris,
  penguins: loadPenguins,
  breastCancer: loadBreastCancer,
  wine: loadWine,
  cars: loadCars,
  digits: loadDigits,
  mnist: loadMnist,
  mnist1d: loadMnist1d,
} satisfies Readonly<Record<string, (options: StoredOptions) => Promise<StoredSet>>>;

const generated = {
  moons: { draw: moons, noise: 0.2 },
  circles: { draw: circles, noise: 0.1 },
  spirals: { draw: spirals, noise: 0.03 },
} satisfies Readonly<Record<string, { draw: (options: GeneratedOptions) => DatasetParts; noise: number }>>;

/** The names of the sets that come from files. */
export type StoredName = keyof typeof stored;
/** The names of the sets that are drawn from seeded streams. */
export type GeneratedName = keyof typeof generated;
/** What `loadDataset` knows. */
export type DatasetName = StoredName | GeneratedName;

/** Choices when loading a data set. */
export interface LoadOptions {
  /** How many training examples; default all of them, for generated sets 400. */
  readonly examples?: number;
  /** Which split of a stored set, which draw of a generated one; default 1. */
  readonly seed?: number;
  /** Whether numbers with a unit get mean 0 and deviation 1 on the training split; default true. */
  readonly standardise?: boolean;
  /** The fraction of training examples given a wrong class, [0, 1]; default 0. */
  readonly labelNoise?: number;
  /** Generated sets: standard deviation of the noise on every point. */
  readonly noise?: number;
}

export async function loadDataset(name: DatasetName, options: LoadOptions = {}): Promise<Dataset> {
  const { seed = 1, labelNoise = 0 } = options;
  const parts =
    name in generated ? draw(name as GeneratedName, options) : await read(name as StoredName, options);
  return withChecksum(
    labelNoise === 0 ? parts : withLabelNoise(parts, labelNoise, stream(seed, "label noise")),
  );
}

function draw(name: GeneratedName, { examples = 400, seed = 1, noise }: LoadOptions): DatasetParts {
  const set = generated[name];
  return set.draw({ examples, seed, noise: noise ?? set.noise });
}

async function read(name: StoredName, options: LoadOptions): Promise<DatasetParts> {
  const { seed = 1, examples, standardise = true } = options;
  const { parts, numericColumns } = await stored[name]({ seed, days: 7 });
  const kept = examples === undefined ? parts : withFewerExamples(parts, examples, seed);
  if (!standardise) return kept;
  const scaled = standardised(kept, numericColumns);
  return scaled.task === "regression" ? withStandardisedTargets(scaled) : scaled;
}
