// Executes a cell, then executes it again with another learning rate, as a reader does, and reports how long each took.
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { hyperparameters, loadDataset, train } from "../../src/index.js";
import { progressChannel, type Progress } from "../../src/runtime/progress.js";
import { median } from "../median.js";
import type { RerunFound } from "../own-measures.js";
import { serve } from "./serve.js";

void serve("tunebook", async (): Promise<RerunFound> => {
  const first = await cell(0.05, 1);
  const again = [];
  for (let round = 0; round < 5; round += 1) again.push(await cell(0.01 * (round + 1), 1));
  return {
    firstCell: first.whole,
    firstResult: median(again.map(({ result }) => result)),
    wholeCell: median(again.map(({ whole }) => whole)),
  };
});

/** Seconds until the first epoch's figures are there to be drawn, and until the cell is done. */
async function cell(learningRate: number, seed: number): Promise<{ result: number; whole: number }> {
  const digits = await loadDataset("digits");
  const start = performance.now();
  const elapsed = (): number => (performance.now() - start) / 1000;
  let result: number | undefined;
  const listen = (message: unknown): void => {
    if (((message as Progress).history?.length ?? 0) > 0) result ??= elapsed();
  };
  subscribe(progressChannel.name, listen);
  const run = await train(digits, hyperparameters({ learningRate }), { seed });
  unsubscribe(progressChannel.name, listen);
  run.dispose();
  const whole = elapsed();
  return { result: result ?? whole, whole };
}
