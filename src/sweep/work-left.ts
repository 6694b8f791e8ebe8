import type { PlannedRun } from "./plan.js";

type Fleet = readonly PlannedRun[];

/** Estimates how long the remaining training will take. */
export interface WorkLeft {
  /** Records the fraction of a fleet's training that is done, 0 to 1. */
  note(fleet: Fleet, done: number): void;
  /** The fraction of all the work that is done, 0 to 1. */
  done(): number;
  /** Seconds one process would take for these fleets at the pace so far; 0 while too little is known. */
  seconds(fleets: readonly Fleet[]): number;
}

/** Tracing and compilation come first and would make the pace look far too slow. */
const firstLook = 1;

/**
 * Watches how fast fleets are trained. An epoch of a run is the unit of work: networks of different sizes take different
 * times, but the pace measured so far is all that is known before they run.
 *
 * @param fleets everything to train
 * @param now a clock in seconds
 */
export function workLeft(
  fleets: readonly Fleet[],
  now: () => number = () => performance.now() / 1000,
): WorkLeft {
  const start = now();
  const parts = new Map<Fleet, number>();
  const finished = (): number => sum([...parts].map(([fleet, part]) => part * epochs(fleet)));
  return {
    note: (fleet, done) => parts.set(fleet, done),
    done: () => finished() / Math.max(1, sum(fleets.map(epochs))),
    seconds: (waiting) => {
      const elapsed = now() - start;
      if (elapsed < firstLook || finished() === 0) return 0;
      return (sum(waiting.map(epochs)) * elapsed) / finished();
    },
  };
}

function epochs(fleet: Fleet): number {
  return sum(fleet.map((run) => run.hyperparameters.epochs));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
