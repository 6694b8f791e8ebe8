import { exampleRun } from "../../charts/example-runs.js";
import { presets } from "../../../src/hyperparameters/presets.js";
import type { Hyperparameters } from "../../../src/hyperparameters/hyperparameters.js";
import type { RunRecord } from "../../../src/training/training-run.js";

interface History {
  readonly history: readonly { readonly epoch: number; readonly loss: number; readonly valLoss: number }[];
}

/** The record with the lowest of something. */
const lowest = ({ history }: History, key: "loss" | "valLoss") =>
  history.toSorted((a, b) => a[key] - b[key])[0]!;

/** Runs of the digits that end with these accuracies, with seeds 1, 2, 3 … */
const runsAt = (accuracies: readonly number[], changes: Partial<Hyperparameters> = {}): RunRecord[] =>
  accuracies.map((valAccuracy, place) => {
    const run = exampleRun({ ...presets.baseline, ...changes }, place + 1);
    const history = run.history.map((epoch) => ({ ...epoch, valAccuracy }));
    return { ...run, history, dataset: { name: "digits", checksum: "" } };
  });

const usual = [0.95, 0.94, 0.95, 0.96, 0.94];
const better = [0.97, 0.96, 0.98, 0.97, 0.96];
const changes = { units: 128 };

/** The exercises of chapter 00: the right answer and wrong ones with the hint they must get. */
export const planted00 = {
  "00.1": {
    right: (run: History) => lowest(run, "valLoss").epoch,
    wrong: [
      { answer: 3, hint: /the function itself/ },
      { answer: (run: History) => lowest(run, "valLoss"), hint: /the number of an epoch/ },
      { answer: ({ history }: History) => history.at(-1)!.epoch, hint: /last epoch need not/ },
      { answer: (run: History) => lowest(run, "loss").epoch, hint: /Look at valLoss/ },
      { answer: (run: History) => run.history.indexOf(lowest(run, "valLoss")), hint: /counts from 0/ },
      { answer: () => 1, hint: /1.8, 1.1, 0.9/ },
    ],
  },
  "00.2": {
    right: [1040, 272, 170],
    wrong: [
      { answer: 1482, hint: /list of 3 numbers/ },
      { answer: [1024, 256, 160], hint: /one number more/ },
      { answer: [64, 16, 10], hint: /all 64 pixels/ },
      { answer: [1040, 1040, 170], hint: /not the pixels/ },
      { answer: [1040, 272, 160], hint: /Output/ },
    ],
  },
  "00.3": {
    right: [runsAt(usual), runsAt(better, changes)],
    wrong: [
      { answer: [0.95, 0.97], hint: /two lists of runs/ },
      {
        answer: [runsAt(better, changes), runsAt(usual)],
        hint: /first list must be runs of presets.baseline/,
      },
      {
        answer: [runsAt(usual), [...runsAt(better, changes).slice(1), ...runsAt([0.97], { units: 32 })]],
        hint: /have the same hyperparameters/,
      },
      { answer: [runsAt([0.95]), runsAt([0.97], changes)], hint: /same seeds, five or more/ },
      { answer: [runsAt(usual), runsAt(better.slice(1), changes)], hint: /same seeds, five or more/ },
      { answer: [runsAt(usual), runsAt(better, { epochs: 40 })], hint: /at most 20 epochs/ },
      { answer: [runsAt(usual), runsAt([0.9, 0.9, 0.89, 0.91, 0.9], changes)], hint: /other way/ },
      {
        answer: [runsAt(usual), runsAt([0.96, 0.93, 0.96, 0.95, 0.95], changes)],
        hint: /could still be luck/,
      },
      { answer: [runsAt(usual), runsAt(usual)], hint: /runs of the baseline, too/ },
    ],
  },
};
