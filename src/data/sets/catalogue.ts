import { blobs, circles, curve, type GeneratedOptions, line, moons, spirals } from "../generated.js";
import type { DatasetParts } from "../checksum.js";
import type { LoadOptions } from "../load-options.js";
import { withFewerExamples } from "../altered-examples.js";
import { standardised, withStandardisedTargets } from "../standardise.js";
import { loadDigits, loadMnist } from "./images.js";
import { loadMnist1d } from "./mnist1d.js";
import { loadSeattleWeather } from "./seattle-weather.js";
import type { StoredOptions, StoredSet } from "./stored-file.js";
import { loadBreastCancer, loadCars, loadIris, loadPenguins, loadWine } from "./tables.js";

/** One data set of the catalogue. */
interface Entry {
  /** The options that apply only to some sets, including this one. */
  readonly own: readonly (keyof LoadOptions)[];
  prepare(options: LoadOptions): Promise<DatasetParts>;
}

/** A set from a file: read, made smaller, standardised. */
function stored(
  load: (options: StoredOptions) => Promise<StoredSet>,
  ...own: readonly (keyof LoadOptions)[]
): Entry {
  const prepare = async (options: LoadOptions): Promise<DatasetParts> => {
    const { seed = 1, days = 7, examples, standardise = true } = options;
    const { parts, numericColumns, inTime } = await load({ seed, days });
    const kept =
      examples === undefined ? parts : withFewerExamples(parts, examples, inTime ? "latest" : "random", seed);
    if (!standardise) return kept;
    const scaled = standardised(kept, numericColumns);
    return scaled.task === "regression" ? withStandardisedTargets(scaled) : scaled;
  };
  return { own, prepare };
}

/** A set drawn from seeded streams, with the noise it has by default. */
function generated(
  usualNoise: number,
  draw: (options: GeneratedOptions, all: LoadOptions) => DatasetParts,
  ...own: readonly (keyof LoadOptions)[]
): Entry {
  const prepare = async (options: LoadOptions): Promise<DatasetParts> => {
    const { examples = 400, seed = 1, noise = usualNoise } = options;
    if (!Number.isInteger(examples) || examples < 2 || examples > 1e6)
      throw new RangeError(
        `Cannot draw ${examples} training examples: examples must be a whole number from 2 to 1000000.`,
      );
    if (!(noise >= 0 && noise < Infinity))
      throw new RangeError(
        `Cannot draw with noise ${noise}: it is a standard deviation, at least 0 and finite.`,
      );
    return Promise.resolve(draw({ examples, seed, noise }, options));
  };
  return { own: ["noise", ...own], prepare };
}

/** Every data set there is, by name. */
export const catalogue = {
  iris: stored(loadIris),
  penguins: stored(loadPenguins),
  breastCancer: stored(loadBreastCancer),
  wine: stored(loadWine),
  digits: stored(loadDigits),
  mnist: stored(loadMnist),
  mnist1d: stored(loadMnist1d),
  cars: stored(loadCars),
  seattleWeather: stored(loadSeattleWeather, "days"),
  moons: generated(0.2, moons),
  circles: generated(0.1, circles),
  spirals: generated(0.03, spirals),
  blobs: generated(
    1,
    (options, { proportions = [1 / 3, 1 / 3, 1 / 3] }) => blobs(options, proportions),
    "proportions",
  ),
  line: generated(0.3, (options, { outliers = 0 }) => line(options, outliers), "outliers"),
  curve: generated(0.3, curve),
} satisfies Readonly<Record<string, Entry>>;
