import { expect } from "chai";
import type { EpochRecord, RunRecord } from "../../src/training/training-run.js";

const figures = [
  "loss",
  "accuracy",
  "mae",
  "valLoss",
  "valAccuracy",
  "valMae",
  "penalty",
  "learningRate",
] as const;

/** Asserts that two runs are the same to 1e-5, the time they took left out. */
export function expectSameRun(a: RunRecord, b: RunRecord): void {
  expect(a).to.deep.include({ hyperparameters: b.hyperparameters, seed: b.seed, ending: b.ending });
  expect(a.keptEpoch).to.equal(b.keptEpoch);
  expect(a.history.map(({ step }) => step)).to.deep.equal(b.history.map(({ step }) => step));
  for (const [index, record] of a.history.entries())
    for (const name of figures) expectClose(record[name], (b.history[index] as EpochRecord)[name]);
  expect(a.stepLosses).to.have.length(b.stepLosses.length);
  for (const [index, loss] of a.stepLosses.entries()) expectClose(loss, b.stepLosses[index]);
}

function expectClose(a: number | undefined, b: number | undefined): void {
  if (Number.isFinite(b)) expect(a).to.be.closeTo(b!, 1e-5 * Math.max(1, Math.abs(b!)));
  else expect(a).to.deep.equal(b);
}
