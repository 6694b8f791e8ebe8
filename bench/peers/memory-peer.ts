// Trains again and again in one process, and says what of it stays in memory.
import { hyperparameters, loadDataset, train } from "../../src/index.js";
import { tf } from "../../src/tensorflow/tensorflow.js";
import type { MemoryFound } from "../own-measures.js";
import { serve } from "./serve.js";

interface Question {
  readonly early: number;
  readonly trainings: number;
}

void serve("tunebook", async (question): Promise<MemoryFound> => {
  const { early, trainings } = question as Question;
  const digits = await loadDataset("digits");
  const choice = hyperparameters({ epochs: 2 });
  const after = async (count: number, from: number) => {
    for (let seed = from + 1; seed <= count; seed += 1) {
      // Rates differ as they do in a notebook; one in ten trainings has another shape, and another graph.
      const run = await train(
        digits,
        { ...choice, learningRate: seed / 1e4, units: seed % 10 === 0 ? 32 : 64 },
        { seed },
      );
      run.dispose();
    }
    globalThis.gc?.();
    return { tensors: tf.memory().numTensors, resident: process.memoryUsage.rss() };
  };
  const first = await after(early, 0);
  const last = await after(trainings, early);
  return {
    trainings,
    tensorsEarly: first.tensors,
    tensorsLate: last.tensors,
    residentEarly: first.resident,
    residentLate: last.resident,
  };
});
