import { expect } from "chai";
import type { Dataset } from "../../src/data/dataset.js";
import { train } from "../../src/training/train.js";
import { trainFleet, type FleetRequest } from "../../src/training/train-fleet.js";
import { expectSameRun } from "../sweep/same-run.js";
import { distance } from "./support.js";

/** Asserts that each run of a fleet comes out as it would alone, to 1e-5: its record, its network and its weights. */
export async function expectAsAlone(
  data: Dataset,
  runs: readonly FleetRequest[],
  engine: "eager" | "graph" | "xla",
): Promise<void> {
  const together = await trainFleet(data, runs, { engine });
  for (const [at, { data: own = data, hyperparameters, seed }] of runs.entries()) {
    const alone = await train(own, hyperparameters, { seed, engine: "eager" });
    expectSameRun(together[at]!, alone);
    expect(together[at]!.dataset).to.deep.equal(alone.dataset);
    expect(together[at]!.parameterCount).to.equal(alone.parameterCount);
    expect([...together[at]!.weights()].map(shapeOf)).to.have.deep.members([...alone.weights()].map(shapeOf));
    expect(distance(together[at]!, alone), JSON.stringify(hyperparameters)).to.be.below(1e-5);
  }
}

const shapeOf = ([name, { shape }]: readonly [string, { readonly shape: readonly number[] }]): unknown => [
  name,
  shape,
];
