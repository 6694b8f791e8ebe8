import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { inWords } from "../runtime/in-words.js";

/** What a sweep varies: for each name the values to try. */
export type SweepValues = { readonly [Name in keyof Hyperparameters]?: readonly Hyperparameters[Name][] };

/** One run that a sweep will make: the values varied, and everything a run needs. */
export interface PlannedRun {
  /** Its position in the result. */
  readonly index: number;
  readonly values: Readonly<Partial<Hyperparameters>>;
  readonly hyperparameters: Hyperparameters;
  readonly seed: number;
}

/** Fills in defaults, and throws if something is unknown, outside its domain, or does not fit the data. */
export type Complete = (chosen: Partial<Hyperparameters>) => Hyperparameters;

/**
 * All runs of a sweep in their final order: every combination of the values (the last name varies fastest), each
 * with every seed. Nothing is trained before all of them are known to be valid.
 *
 * @param base what every run shares
 * @param values for each varied hyperparameter at least one value, without duplicates
 * @param seeds the seeds of every combination, without duplicates
 * @param complete checks and completes one combination
 * @throws {TypeError|RangeError} if a list is empty or has duplicates, or `complete` rejects a combination; the
 *   message names the combination
 */
export function planRuns(
  base: Partial<Hyperparameters>,
  values: SweepValues,
  seeds: readonly number[],
  complete: Complete,
): PlannedRun[] {
  checkLists(values);
  const plan: PlannedRun[] = [];
  for (const combination of combinations(values)) {
    const hyperparameters = namingTheCombination(combination, () => complete({ ...base, ...combination }));
    for (const seed of seeds) plan.push({ index: plan.length, values: combination, hyperparameters, seed });
  }
  return plan;
}

/** The cartesian product of the lists, the last name varying fastest. */
export function combinations(values: SweepValues): Readonly<Partial<Hyperparameters>>[] {
  let product: Readonly<Partial<Hyperparameters>>[] = [{}];
  for (const [name, list] of Object.entries(values))
    product = product.flatMap((combination) => list.map((value) => ({ ...combination, [name]: value })));
  return product;
}

/**
 * The seeds of a sweep: `5` means 1, 2, 3, 4, 5.
 *
 * @param seeds how many seeds (a whole number, 1 or more), or the seeds themselves
 * @throws {RangeError} if there is none, one is not a finite number, or one appears twice
 */
export function seedList(seeds: number | readonly number[]): readonly number[] {
  if (typeof seeds === "number") {
    if (!Number.isInteger(seeds) || seeds < 1)
      throw new RangeError(
        `Cannot sweep with seeds: ${seeds}. Give how many seeds (a whole number, 1 or more), or a list of seeds.`,
      );
    return Array.from({ length: seeds }, (_, index) => index + 1);
  }
  const odd = seeds.find((seed) => typeof seed !== "number" || !Number.isFinite(seed));
  if (seeds.length === 0 || odd !== undefined)
    throw new RangeError(
      `Cannot sweep with seeds: [${seeds.join(", ")}]. The list needs at least one seed, and each must be a finite number.`,
    );
  refuseTwins("seeds", seeds);
  return [...seeds];
}

/** A combination as a user would write it: `{ learningRate: 0.1, units: 16 }`. */
export function describeCombination(combination: Readonly<Partial<Hyperparameters>>): string {
  const pairs = Object.entries(combination).map(([name, value]) => `${name}: ${inWords(value)}`);
  return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
}

function checkLists(values: SweepValues): void {
  for (const [name, list] of Object.entries(values) as [string, unknown][]) {
    if (!Array.isArray(list) || list.length === 0)
      throw new TypeError(
        `Cannot sweep over ${name}: its values are ${JSON.stringify(list)}. Give a list with at least one value, ` +
          `for example { ${name}: [...] }.`,
      );
    refuseTwins(name, list);
  }
}

function refuseTwins(name: string, list: readonly unknown[]): void {
  const twin = list.find((value, index) => list.indexOf(value) !== index);
  if (twin !== undefined)
    throw new RangeError(
      `Cannot sweep over ${name}: ${inWords(twin)} is in the list twice. Every value may appear only once; ` +
        `to repeat a run, give it more seeds.`,
    );
}

function namingTheCombination<Result>(
  values: Readonly<Partial<Hyperparameters>>,
  make: () => Result,
): Result {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    const Kind = cause instanceof TypeError ? TypeError : RangeError;
    throw new Kind(
      `Cannot sweep: the combination ${describeCombination(values)} is invalid. ${cause.message}`,
      {
        cause,
      },
    );
  }
}
