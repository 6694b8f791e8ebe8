import { exampleRun } from "../../charts/example-runs.js";
import { presets } from "../../../src/hyperparameters/presets.js";

/** A run of the digits as exercise 01.2 gets it: its rate, and its validation loss epoch by epoch. */
const hurried = (learningRate: number, losses: readonly number[], more: object = {}) => ({
  ...exampleRun({ ...presets.baseline, epochs: 5, learningRate }),
  seed: 1,
  dataset: { name: "digits", checksum: "" },
  history: losses.map((valLoss, place) => ({ ...exampleRun().history[0]!, epoch: place + 1, valLoss })),
  ending: "complete" as const,
  ...more,
});

/** The exercises of chapter 01: the right answer and wrong ones with the hint they must get. */
export const planted01 = {
  "01.1": {
    right: [0.04, 0.02, -0.5],
    wrong: [
      { answer: 0.04, hint: /list of 3 numbers/ },
      { answer: [0.02, 0.02, -0.5], hint: /first number/ },
      { answer: [0.04, 0.04, -0.5], hint: /second number/ },
      { answer: [0.04, 0.02, 0.5], hint: /keep the sign/ },
    ],
  },
  "01.2": {
    right: hurried(0.2, [0.6, 0.4, 0.3, 0.24, 0.2]),
    wrong: [
      { answer: 0.2, hint: /the run itself/ },
      {
        answer: hurried(0.2, [0.2], { hyperparameters: { ...presets.baseline, epochs: 20 } }),
        hint: /Only the learning rate/,
      },
      { answer: hurried(1e9, [3e38], { ending: "diverged" }), hint: /endingReason/ },
      { answer: hurried(0.8, [1, 2, 1.5, 2.2, 2]), hint: /goes up/ },
      { answer: hurried(0.01, [2.2, 2, 1.8, 1.6, 1.4]), hint: /falls in every epoch/ },
    ],
  },
  "01.3": {
    right: [2, 1],
    wrong: [
      { answer: [2], hint: /list of 2 numbers/ },
      { answer: [1, 2], hint: /where is it smallest/ },
      { answer: [9.11, 0.22], hint: /where is it smallest/ },
      { answer: [2, 2], hint: /the loss is a parabola/ },
    ],
  },
};
