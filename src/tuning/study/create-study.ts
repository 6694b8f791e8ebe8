import { medianPruner } from "../pruners/report-pruners.js";
import type { Pruner } from "../pruners/pruner.js";
import { tpeSampler } from "../samplers/tpe-sampler.js";
import type { Sampler } from "../samplers/sampler.js";
import { journalStorage } from "../storage/journal-storage.js";
import { memoryStorage } from "../storage/memory-storage.js";
import type { Storage } from "../storage/storage.js";
import type { Direction, StudyView } from "../trial/trial-record.js";
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
  /**
   * Earlier studies whose trials the new one begins with, as by `study.addTrials`. A study that has trials already, because
   * it is resumed, gets none.
   */
  readonly warmStart?: StudyView | readonly StudyView[];
}

/**
 * Creates a study, or resumes the one of that name in the storage.
 *
 * @returns the study, with all its trials in the storage
 * @throws {TypeError} if there is an unknown option, or what is given is not a sampler, pruner or storage
 * @throws {RangeError} if the directions are not known ones or differ from those the study was created with, or from
 *   those of a study to start from
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
    "warmStart",
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
  const directions = checkedDirections(options);
  const earlier = earlierStudies(options.warmStart, directions);
  const study = new Study(place.open(checkedName(name), directions), sampler, pruner);
  if (study.trials.length === 0) study.addTrials(earlier.flatMap(({ trials }) => trials));
  return Promise.resolve(study);
}

/** @throws {TypeError | RangeError} if they are not studies, or their values mean something else */
function earlierStudies(
  given: StudyOptions["warmStart"] = [],
  directions: readonly Direction[],
): readonly StudyView[] {
  const list = [given].flat() as readonly StudyView[];
  for (const study of list as readonly (Partial<StudyView> | undefined)[])
    if (!Array.isArray(study?.trials) || !Array.isArray(study.directions))
      throw new TypeError(
        `Cannot begin a study with the trials of ${inWords(study)}: warmStart is an earlier study, or a list of them.`,
      );
  const other = list.find((study) => study.directions.join() !== directions.join());
  if (other === undefined) return list;
  throw new RangeError(
    `Cannot begin a study to ${directions.join(", ")} with the trials of "${other.name}": it was created to ` +
      `${other.directions.join(", ")}, so its good values are bad ones here. Give both the same directions.`,
  );
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
