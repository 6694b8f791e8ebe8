import type { Direction, TrialRecord, TrialState } from "../trial/trial-record.js";
import type { Choice, Domain } from "../../hyperparameters/space/domain.js";

/** A place where studies are kept. */
export interface Storage {
  /**
   * The study of that name, created if it does not exist.
   *
   * @throws {Error} if it exists with other directions
   */
  open(name: string, directions: readonly Direction[]): StudyStorage;
}

/** How a trial can begin. */
export interface TrialStart {
  readonly state: TrialState;
  readonly systemAttributes?: Readonly<Record<string, unknown>>;
  /** All about a trial that ran elsewhere and is added as a whole. */
  readonly known?: KnownTrial;
}

/** What a trial brings with it from another study. */
export type KnownTrial = Pick<
  TrialRecord,
  "values" | "params" | "domains" | "intermediateValues" | "attributes" | "started" | "finished"
>;

/** What processes that share a study know about one another. */
export interface TrialLife {
  /** Seconds between the heartbeats of a running trial; `undefined` if it sends none. */
  readonly interval: number | undefined;
  /** Notes that a running trial's process is alive. */
  beat(number: number): void;
  /** The running trials whose process has ended, or has sent no heartbeat for too long. */
  dead(): number[];
}

/**
 * One study's trials, kept. All calls take effect at once (they are synchronous, so that `trial.suggestFloat` can
 * be), and a trial that `finish` has returned for is never lost.
 */
export interface StudyStorage {
  readonly name: string;
  readonly directions: readonly Direction[];
  /** Every trial so far, index = number, including those of other processes. The array may be the storage's own. */
  trials(): readonly TrialRecord[];
  /** Adds a trial and returns its number. */
  create(start: TrialStart): number;
  /** Claims a waiting trial; `false` if another process was faster. */
  claim(number: number): boolean;
  setParam(number: number, name: string, value: Choice, domain: Domain): void;
  report(number: number, step: number, value: number): void;
  setAttribute(number: number, scope: "user" | "system", key: string, value: unknown): void;
  finish(number: number, state: "complete" | "pruned" | "failed", values: readonly number[]): void;
  /** Whether the processes that run trials are alive, where several share a study. */
  readonly life?: TrialLife;
}

/** @throws {RangeError} if a study that exists is opened with directions other than those it was created with */
export function checkDirections(name: string, kept: readonly Direction[], asked: readonly Direction[]): void {
  if (kept.length === asked.length && kept.every((direction, index) => direction === asked[index])) return;
  throw new RangeError(
    `Cannot open study "${name}" to ${asked.join(", ")}: it was created to ${kept.join(", ")}, and a study keeps its ` +
      `directions. Open it with those, or choose another name.`,
  );
}
