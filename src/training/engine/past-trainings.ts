import { createHash } from "node:crypto";
import type { Engine } from "../training-run.js";

/** Steps for which every graph was trained in this process. */
const stepsOf = new Map<string, number>();
/** The engine of every training there was. */
const engines = new Map<string, Engine>();

/** A training, before it begins. */
export interface NextTraining {
  /** Everything the operations and their shapes depend on. */
  readonly graph: string;
  /** Everything the numbers depend on. */
  readonly numbers: string;
  /** Training steps there will be. */
  readonly steps: number;
}

/**
 * The engine for a training: the one it had, if it is the same as an earlier one, so that a cell that is run again gives
 * the same numbers to the last digit; otherwise `choose` decides, told for how many steps its graph was trained before.
 */
export function engineFor(
  { graph, numbers, steps }: NextTraining,
  choose: (stepsBefore: number) => Engine,
): Engine {
  const key = createHash("sha256")
    .update(JSON.stringify([graph, numbers]))
    .digest("base64");
  const stepsBefore = stepsOf.get(graph) ?? 0;
  const engine = engines.get(key) ?? choose(stepsBefore);
  engines.set(key, engine);
  stepsOf.set(graph, stepsBefore + steps);
  return engine;
}
