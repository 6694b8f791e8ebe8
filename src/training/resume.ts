import type { Dataset } from "../data/dataset.js";
import {
  hyperparameterNames,
  hyperparameters,
  type Hyperparameters,
} from "../hyperparameters/hyperparameters.js";
import { structureOf } from "../hyperparameters/structure.js";
import type { Network } from "../models/network.js";
import type { StartingPoint } from "./checkpoint.js";
import type { FleetOptions } from "./options.js";
import { ownChoiceNames } from "./own-choices.js";
import type { FleetRequest } from "./train-fleet.js";
import { partsOf } from "./trained-run.js";
import type { TrainingRun } from "./training-run.js";

/** What is asked for when a run is to go on. */
export interface ResumeRequest {
  readonly hyperparameters: Partial<Hyperparameters>;
  readonly seed: number | undefined;
}

/** A run of the same hyperparameters and seed, those chosen anew excepted, that begins where an earlier one ended. */
export interface Resumption extends FleetRequest {
  readonly start: StartingPoint;
}

/**
 * How a run goes on.
 *
 * @param run from `train`, or from `loadRun`
 * @param request `epochs` is the total; hyperparameters left out are those of the run
 * @throws {TypeError} if the run has no state to go on from
 * @throws {RangeError} if what is asked for is another run, or the run is done; the message names what differs
 */
export function resumption(
  run: TrainingRun,
  { hyperparameters: chosen, seed }: ResumeRequest,
  options: FleetOptions,
): Resumption {
  const start = startingPoint(run);
  const { record, checkpoint } = start;
  if (options.initialWeights !== undefined)
    refuse("the option initialWeights says where to start, and so does resume; leave one of them out");
  if (seed !== undefined && seed !== record.seed)
    refuse(`its seed is ${record.seed} and the option seed is ${seed}; leave the option out`);
  const before = hyperparameters(record.hyperparameters);
  const now = hyperparameters({ ...before, ...chosen });
  refuseOtherStructure(before, now);
  refuseOtherChoices(checkpoint.ownChoices, ownChoiceNames(options));
  refuseDone(start, now);
  return { hyperparameters: now, seed: record.seed, start };
}

function startingPoint(run: TrainingRun): StartingPoint {
  const parts = partsOf(run);
  if (!parts)
    throw new TypeError("Cannot resume this value: the option resume takes a run from train() or loadRun().");
  const { record, checkpoint } = parts;
  if (record.ending === "diverged")
    throw new TypeError(
      "Cannot resume this run: it diverged, so its next step would diverge again. Train anew, for example with a smaller learningRate.",
    );
  if (checkpoint) return { record, checkpoint, kept: run.weights() };
  throw new TypeError(
    "Cannot resume this run: it carries no state of its optimizer. It was trained together with others, or saved by a version that " +
      "did not keep the state. The option initialWeights: run.weights() goes on from its weights with a fresh optimizer.",
  );
}

function refuseOtherStructure(before: Hyperparameters, now: Hyperparameters): void {
  const structure = structureOf(before);
  const differing = hyperparameterNames.filter(
    (name) => structureOf({ ...before, [name]: now[name] }) !== structure,
  );
  if (differing.length === 0) return;
  const all = differing.map(
    (name) => `${name} was ${JSON.stringify(before[name])} and is now ${JSON.stringify(now[name])}`,
  );
  refuse(`${all.join("; ")}. Its network, optimizer and batches must stay as they were`);
}

function refuseOtherChoices(before: readonly string[], now: readonly string[]): void {
  const missing = before.filter((name) => !now.includes(name));
  if (missing.length > 0)
    refuse(`it was trained with the option ${missing.join(" and ")}, which must be given again`);
  const added = now.filter((name) => !before.includes(name));
  if (added.length > 0)
    refuse(`it was trained without the option ${added.join(" and ")}, which must be left out`);
}

function refuseDone({ record, checkpoint }: StartingPoint, now: Hyperparameters): void {
  if (checkpoint.epoch >= now.epochs)
    refuse(
      `it has ${checkpoint.epoch} epochs already, and epochs = ${now.epochs} is the total; choose more epochs`,
    );
  const stopsAgain =
    record.ending === "early-stopped" &&
    now.earlyStopping === record.hyperparameters.earlyStopping &&
    checkpoint.stopper.waited >= Math.max(1, now.patience);
  if (stopsAgain)
    refuse(
      `it stopped early after ${checkpoint.stopper.waited} epochs without improvement, and patience is ${now.patience}; ` +
        'choose a larger patience, or earlyStopping: "off"',
    );
}

/**
 * Checks that a run goes on with the data and the weights it had.
 *
 * @throws {RangeError} that names the data set, or the weight, that differs
 */
export function checkContinuation(
  { record, checkpoint }: StartingPoint,
  data: Dataset,
  network: Network,
): void {
  const { name, checksum } = record.dataset;
  if (checksum !== data.checksum)
    refuse(
      `it was trained on "${name}" (checksum ${checksum.slice(0, 8)}) and the data is "${data.name}" ` +
        `(checksum ${data.checksum.slice(0, 8)}); give the same data`,
    );
  const shapes = (arrays: Iterable<readonly [string, readonly number[]]>): string[] =>
    [...arrays].map(([weight, shape]) => `"${weight}" [${shape.join(", ")}]`);
  const had = shapes([...checkpoint.weights].map(([weight, { shape }]) => [weight, shape]));
  const has = shapes(network.weights.map((weight) => [weight.name, weight.shape]));
  const missing = had.find((weight) => !has.includes(weight));
  const added = has.find((weight) => !had.includes(weight));
  if (missing !== undefined || added !== undefined)
    refuse(
      missing === undefined
        ? `it was another network: it had no weight ${added!}`
        : `it was another network: it had a weight ${missing}, which the network to train has not`,
    );
}

function refuse(why: string): never {
  throw new RangeError(`Cannot resume this run: ${why}.`);
}
