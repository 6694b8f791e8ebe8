import { medianPruner } from "../pruners/report-pruners.js";
import type { Pruner } from "../pruners/pruner.js";
import { tpeSampler } from "../samplers/tpe-sampler.js";
import type { Sampler } from "../samplers/sampler.js";
import { journalStorage } from "../storage/journal-storage.js";
import { memoryStorage } from "../storage/memory-storage.js";
import type { Storage } from "../storage/storage.js";
import type { Direction } from "../trial/trial-record.js";
import { checkOptionNames } from "../../runtime/nearest-name.js";
import { inWords } from "../../runtime/in-words.js";
import { Study } from "./study.js";

export interface StudyOptions {
  /** Default `"study"`. Distinguishes studies in the same storage. */
  readonly name?: string;
  /** Which values are better. Default `"minimize"`. */
  readonly direction?: Direction;
  /** Instead of `direction`, one per objective. */
  readonly directions?: readonly Direction[];
  /** Default: TPE with seed 0. */
  readonly sampler?: Sampler;
  /** Default: the median rule. Has an effect only if the objective reports values and calls `shouldPrune`. */
  readonly pruner?: Pruner;
  /** The path of a journal file (created if it does not exist), or a storage. Default: memory. */
  readonly storage?: string | Storage;
}

/**
 * Creates a study, or resumes the one of that name in the storage.
 *
 * @returns the study, with all its trials in the storage
 * @throws {TypeError} if there is an unknown option, or what is given is not a sampler, pruner or storage
 * @throws {RangeError} if the directions are not known ones or differ from those the study was created with
 * @throws {JournalError} if the file is not a journal
 * @example
 * const study = await createStudy({ name: "valley", sampler: tpeSampler({ seed: 1 }) });
 * await study.optimize((trial) => (trial.suggestFloat("x", -10, 10) - 2) ** 2, { trials: 50 });
 * study.best.params.x; // close to 2
 */
export async function createStudy(options: StudyOptions = {}): Promise<Study> {
  checkOptionNames("call createStudy", options, [
    "name",
    "direction",
    "directions",
    "sampler",
    "pruner",
    "storage",
  ]);
  const {
    name = "study",
    sampler = tpeSampler(),
    pruner = medianPruner(),
    storage = memoryStorage(),
  } = options;
  checkSampler(sampler);
  checkPruner(pruner);
  const place = typeof storage === "string" ? journalStorage(storage) : storage;
  checkStorage(place);
  const study = place.open(checkedName(name), checkedDirections(options));
  return Promise.resolve(new Study(study, sampler, pruner));
}

/** @throws {TypeError} for what JavaScript may pass: the name of a sampler, or the function that makes one */
function checkSampler(sampler: Partial<Sampler> | undefined): void {
  if (typeof sampler?.sampleOne === "function") return;
  throw new TypeError(
    `Cannot create a study with the sampler ${shown(sampler)}: a sampler is made by a function, such as ` +
      `sampler: tpeSampler({ seed: 1 }). The samplers are autoSampler, tpeSampler, gpSampler, cmaEsSampler, ` +
      `geneticSampler, quasiRandomSampler, randomSampler and gridSampler.`,
  );
}

function checkPruner(pruner: Partial<Pruner> | undefined): void {
  if (typeof pruner?.shouldPrune === "function") return;
  throw new TypeError(
    `Cannot create a study with the pruner ${shown(pruner)}: a pruner is made by a function, such as ` +
      `pruner: medianPruner(). The pruners are medianPruner, percentilePruner, patientPruner, thresholdPruner, ` +
      `wilcoxonPruner, successiveHalvingPruner, hyperbandPruner and noPruner.`,
  );
}

function checkStorage(storage: Partial<Storage> | undefined): void {
  if (typeof storage?.open === "function") return;
  throw new TypeError(
    `Cannot create a study in the storage ${shown(storage)}: a storage is the path of a journal file, such as ` +
      `"studies/lr.journal", or journalStorage(path), or memoryStorage().`,
  );
}

/** What was given instead; for a function that was not called, its name. */
function shown(given: unknown): string {
  return typeof given === "function" ? `${given.name} (without calling it)` : inWords(given);
}

function checkedName(name: string): string {
  if (typeof name === "string" && name !== "") return name;
  throw new RangeError(`Cannot create a study named "${name}": the name must be a non-empty string.`);
}

function checkedDirections({ direction, directions }: StudyOptions): readonly Direction[] {
  if (direction !== undefined && directions !== undefined)
    throw new RangeError(
      "Cannot create a study with both direction and directions: give only one of the two.",
    );
  const all = directions ?? [direction ?? "minimize"];
  const unknown = all.find((one) => !["minimize", "maximize"].includes(one));
  if (all.length === 0 || unknown !== undefined)
    throw new RangeError(
      `Cannot create a study to ${all.length === 0 ? "optimise nothing" : `"${unknown}"`}: a direction must be ` +
        `"minimize" or "maximize", and there must be at least one.`,
    );
  return all;
}
