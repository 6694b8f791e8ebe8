import { createHash } from "node:crypto";
import type { Engine } from "../training-run.js";

/** Graphs that were trained in this process. */
const graphs = new Set<string>();
/** The engine of every training there was. */
const engines = new Map<string, Engine>();

/**
 * The engine for a training: the one it had, if it is the same as an earlier one, so that a cell that is run again gives
 * the same numbers to the last digit; otherwise `choose` decides, told whether its graph was trained before.
 *
 * @param graph everything the operations and their shapes depend on
 * @param training everything the numbers depend on
 */
export function engineFor(graph: string, training: string, choose: (again: boolean) => Engine): Engine {
  const key = createHash("sha256")
    .update(JSON.stringify([graph, training]))
    .digest("base64");
  const engine = engines.get(key) ?? choose(graphs.has(graph));
  engines.set(key, engine);
  graphs.add(graph);
  return engine;
}
