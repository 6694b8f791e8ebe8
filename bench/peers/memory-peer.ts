// Trains again and again in one process, and reports how much stays in memory.
import { hyperparameters, loadDataset, train } from "../../src/index.js";
import { tf } from "../../src/tensorflow/tensorflow.js";
import type { MemoryFound, MemoryQuestion } from "../own-measures.js";
import { serve } from "./serve.js";

void serve("tunebook", async (question): Promise<MemoryFound> => {
  const { early, trainings, compiled } = question as MemoryQuestion;
  const digits = await loadDataset("digits");
  const choice = hyperparameters({ epochs: 2 });
  const after = async (count: number, from: number) => {
    for (let seed = from + 1; seed <= count; seed += 1) {
      // Rates differ as they do in a notebook; one in ten trainings has another shape, and another graph.
      const again = { ...choice, learningRate: seed / 1e4, units: seed % 10 === 0 ? 32 : 64 };
      // 40 shapes in turn are more than are kept compiled, so each is compiled again, and none is larger than those before.
      const fresh = { ...choice, learningRate: seed / 1e4, units: 16 + (seed % 40), layers: 1 };
      // Both engines from the beginning: left to the rule, XLA would compile somewhere between the two looks.
      const engine = compiled || seed % 2 === 0 ? "xla" : "graph";
      const run = await train(digits, compiled ? fresh : again, { seed, engine });
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
