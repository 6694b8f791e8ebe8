import { isRecord } from "../../runtime/collections.js";
import { defineExercises, isFunction } from "./exercise.js";

const schedules = ["constant", "step", "exponential", "inverse time", "cosine"];

const names = (answer: unknown): readonly unknown[] => (Array.isArray(answer) ? answer : []);

/** The rate that a submitted schedule has at a step. */
const rateAt = (answer: unknown, peak: number, warm: number, total: number, step: number): number =>
  (answer as (peak: number, warm: number, total: number) => (step: number) => number)(
    peak,
    warm,
    total,
  )(step);

const isClose = (a: number, b: number): boolean => Math.abs(a - b) < 1e-9;

type Values = Readonly<Record<string, unknown>>;

/** The arms of a submitted comparison, each with the hyperparameters and seeds of its runs. */
function armsOf(answer: unknown): { edges: number; seeds: string; values: Values }[] {
  const { arms } = answer as {
    arms: { edges: unknown[]; runs: { seed: number; hyperparameters: Values }[] }[];
  };
  return arms.map(({ edges, runs }) => ({
    edges: edges.length,
    seeds: runs.map(({ seed }) => seed).join(),
    values: runs[0]!.hyperparameters,
  }));
}

const isClipped = ({ values }: { readonly values: Values }): boolean => values["clipNorm"] === 1;
const isWarmed = ({ values }: { readonly values: Values }): boolean => values["warmup"] === 0.2;

defineExercises(
  {
    id: "02.1",
    takes: 'a list of names, for example ["constant", "step"]',
    steps: [
      {
        met: (answer) =>
          Array.isArray(answer) &&
          answer.length > 0 &&
          names(answer).every((name) => schedules.includes(String(name))),
        hint: `Hand in a list with one or more of these names: ${schedules.join(", ")}.`,
      },
      {
        met: (answer) => !names(answer).includes("constant"),
        hint: "Add up the squares of a constant rate, for ever. Where does the sum end?",
      },
      {
        met: (answer) => !names(answer).includes("step") && !names(answer).includes("exponential"),
        hint: "A rate that is multiplied by the same factor again and again: how far can its steps lead in all, at most?",
      },
      {
        met: (answer) => !names(answer).includes("cosine"),
        hint: "After its last step the cosine's rate is 0. What does that make of the first sum?",
      },
    ],
    answer:
      "Only inverse time: the sum of 1/t has no end, that of its squares has. A constant rate breaks the second condition, its kicks never die out. Step, exponential and cosine break the first: their rates have a finite sum, so that in the valley (unless a rate is exactly 1) a share of the distance to the minimum remains, however long they go on. For a training that ends anyway that is no fault.",
  },
  {
    id: "02.2",
    takes: "a function (peak, warm, total) => (step) => rate",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself: attempt("02.2", warmCosine).',
      },
      {
        met: (answer) => Number.isFinite(rateAt(answer, 1, 10, 100, 5)),
        hint: "Your function must return another function, which takes a step and returns a number.",
      },
      {
        met: (answer) =>
          isClose(rateAt(answer, 1, 10, 100, 0), 0) && isClose(rateAt(answer, 0.5, 10, 100, 5), 0.25),
        hint: "In the warm-up the rate rises in a straight line: 0 at step 0, half the peak half way.",
      },
      {
        met: (answer) => isClose(rateAt(answer, 0.5, 10, 100, 10), 0.5),
        hint: "At step `warm` the rate must be the peak exactly: no jump where the warm-up meets the cosine.",
      },
      {
        met: (answer) => isClose(rateAt(answer, 0.5, 10, 100, 100), 0),
        hint: "At step `total` the rate must be 0. How many steps are left to the cosine once the warm-up is over?",
      },
      {
        met: (answer) =>
          isClose(rateAt(answer, 0.5, 10, 100, 55), 0.25) && isClose(rateAt(answer, 1, 10, 100, 40), 0.75),
        hint: "The ends are right, but the way down is not half a cosine: a third of the way down the rate is still at three quarters of the peak.",
      },
    ],
    answer:
      "The cosine shares what the warm-up leaves of the run: it is at half its peak when half of the remaining steps are done. The library's `warmup` does the same, with the fraction of all steps.",
  },
  {
    id: "02.3",
    takes: "what compareTuned returns for the two arms",
    steps: [
      {
        met: (answer) => isRecord(answer) && armsOf(answer).length === 2,
        hint: "Hand in the comparison itself, with two arms: `await compareTuned(digits, { … }, { … })`.",
      },
      {
        met: (answer) => {
          const arms = armsOf(answer);
          return (
            arms.some((arm) => isWarmed(arm) && !isClipped(arm)) &&
            arms.some((arm) => isClipped(arm) && !isWarmed(arm))
          );
        },
        hint: "One arm needs `warmup: 0.2` and no clipping, the other `clipNorm: 1` and no warm-up.",
      },
      {
        met: (answer) =>
          armsOf(answer).every(
            ({ values }) => values["initializer"] === "randomNormal" && values["initializerScale"] === 0.4,
          ),
        hint: "Both arms must begin badly: are the large initial weights in `base`?",
      },
      {
        met: (answer) =>
          armsOf(answer).every(({ values }) => values["layers"] === 3 && values["schedule"] === "cosine"),
        hint: "Both arms must train the network of the race: are its three layers and its cosine, `threeLayers`, in `base`?",
      },
      {
        met: (answer) => armsOf(answer).every(({ edges }) => edges === 0),
        hint: "An arm's best rate lies at the edge of the grid, so it may not be its best. Give the grid more room on that side.",
      },
      {
        met: (answer) => armsOf(answer).every(({ seeds }) => seeds.split(",").length >= 5),
        hint: "Too few seeds to tell an effect from luck: judge with five or more.",
      },
    ],
    answer:
      "Clipping treats the same illness: it shortens the gradients themselves, where warm-up shortens the steps until the gradients are short. It needs a larger rate, because a shortened gradient makes shorter steps, and it stays on guard for the whole run, where warm-up ends. Both end ahead of a run without a remedy. Between the two, name a winner only if the interval of their difference lies on one side of 0: with other seeds it may not.",
  },
);
