import type { Pruner } from "../../tuning/pruners/pruner.js";
import type { TrialRecord, TrialState } from "../../tuning/trial/trial-record.js";
import { defineExercises, isFunction, resultOf } from "./exercise.js";

/** A trial that has reported one loss, after its first epoch. */
function reported(
  number: number,
  schedule: string,
  loss: number,
  state: TrialState = "complete",
): TrialRecord {
  return {
    ...{ number, state, params: { schedule }, domains: {}, values: [] },
    intermediateValues: [{ step: 1, value: loss }],
    ...{ attributes: {}, systemAttributes: {}, started: undefined, finished: undefined },
  };
}

/** Six constant trials that start fast, and three of one-cycle that start slowly. */
const fast = [0.5, 0.6, 0.7, 0.8, 0.9, 1].map((loss, i) => reported(i, "constant", loss));
const slow = [2.1, 2.2, 2.3].map((loss, i) => reported(6 + i, "oneCycle", loss));

/** Whether a pruner stops a tenth trial with this schedule and this loss after its first epoch. */
function stops(answer: unknown, schedule: string, loss: number): boolean {
  const trial = reported(9, schedule, loss, "running");
  const study = { name: "judge", directions: ["minimize"] as const, trials: [...fast, ...slow, trial] };
  return (answer as Pruner).shouldPrune(study, trial);
}

defineExercises(
  {
    id: "26.1",
    takes: "a function of n, r, R and eta that returns a number of epochs",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("26.1", bracketBill).',
      },
      {
        met: (answer) => resultOf(answer, 27, 1, 27, 3) !== 27 * 27,
        hint: "This trains every trial to the end. Only a third of them goes on at each rung.",
      },
      {
        met: (answer) => resultOf(answer, 27, 1, 27, 3) !== 108,
        hint: "This trains the survivors anew on each rung. They go on from where they stopped: only the new epochs cost.",
      },
      {
        met: (answer) => resultOf(answer, 27, 1, 27, 3) === 81,
        hint: "27 trials of one epoch, η = 3, up to 27 epochs: 27·1 + 9·2 + 3·6 + 1·18 = 81.",
      },
      {
        met: (answer) => resultOf(answer, 12, 3, 27, 3) === 78,
        hint: "Trials come whole: of 12, then 4 and then 1 go on, and the first rung costs n·r = 36 epochs.",
      },
      {
        met: (answer) => resultOf(answer, 4, 27, 27, 3) === 108 && resultOf(answer, 64, 1, 64, 4) === 208,
        hint: "Stop at R epochs a trial, and use η as it is given: 4 trials that begin with R epochs cost 4·R and nothing more.",
      },
    ],
    answer:
      "The first rung costs n·r, and each later one the trials that are left times the new epochs, (η − 1)/η of a rung that is trained anew. So 81 trials up to 81 epochs cost 81 + 4·54 = 297 epochs, less than four whole trainings; all 81 trained to the end would cost 6,561.",
  },
  {
    id: "26.2",
    takes: "a function of losses, promoted and eta that returns a place",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("26.2", promoteNext).',
      },
      {
        met: (answer) => resultOf(answer, [0.4, 0.2], [false, false], 3) === -1,
        hint: "Of two trials a third is none: with fewer than η on the rung nothing may be promoted, and the answer is −1.",
      },
      {
        met: (answer) => resultOf(answer, [0.4, 0.2, 0.3], [false, false, false], 3) === 1,
        hint: "Of three losses 0.4, 0.2, 0.3 the lowest may go on, and it came second: its place is 1.",
      },
      {
        met: (answer) => resultOf(answer, [0.4, 0.2, 0.3], [false, true, false], 3) === -1,
        hint: "The best of the three has been promoted already, and only one of three may go on: the answer is −1, not the second best.",
      },
      {
        met: (answer) =>
          resultOf(answer, [0.4, 0.2, 0.3, 0.1, 0.6, 0.5], [false, true, false, false, false, false], 3) ===
          3,
        hint: "Of six trials two may go on, those at places 3 and 1. The second came through earlier, and now the first may.",
      },
      {
        met: (answer) => resultOf(answer, [0.4, 0.2, 0.3, 0.1], [false, true, false, false], 3) === 3,
        hint: "Of four trials one is in the best third, the last, and it has not been promoted: its place is 3. That another was promoted before it came takes nothing from it.",
      },
      {
        met: (answer) => resultOf(answer, [0.4, 0.2, 0.3, 0.1], [false, false, false, true], 2) === 1,
        hint: "η is given: of four trials with η = 2 two may go on, so that the second best may follow the best.",
      },
    ],
    answer:
      "Sort the places by their losses, keep the first ⌊n/η⌋ of them, and take the first of these that has not been promoted. As more trials come in, ⌊n/η⌋ grows, so that one that was refused may go on later: ASHA never decides against a trial for good. What was promoted too early is not taken back.",
  },
  {
    id: "26.3",
    takes: "a pruner: an object with a name and a function shouldPrune",
    steps: [
      {
        met: (answer) => isFunction((answer as Partial<Pruner>).shouldPrune),
        hint: 'Hand in an object with a name and a function shouldPrune(study, trial): attempt("26.3", fairPruner).',
      },
      {
        met: (answer) => stops(answer, "constant", 0.95),
        hint: "It must still halve: a constant trial that is worse than five others with a constant rate has to be stopped.",
      },
      {
        met: (answer) => !stops(answer, "constant", 0.55),
        hint: "A constant trial that is second of seven is in the best third and goes on.",
      },
      {
        met: (answer) => !stops(answer, "oneCycle", 2),
        hint: "A one-cycle trial that is ahead of all other one-cycle trials must go on, even if every constant one is ahead of it.",
      },
      {
        met: (answer) => stops(answer, "oneCycle", 2.4),
        hint: "One-cycle trials must not be spared altogether: the worst of four of them has to be stopped.",
      },
    ],
    answer:
      "Filter the trials by `params.schedule` and let `halving(1)` judge among them; `hyperbandPruner` does the same with its brackets. On the digits one-cycle wins searches again, because the best of each kind goes on; how many places that gains differs from draw to draw. It needs to be told which hyperparameter makes slow starters, and each kind must have a few trials to compare.",
  },
);
