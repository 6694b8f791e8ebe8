import { presets } from "../../hyperparameters/presets.js";
import type { RunRecord } from "../../training/training-run.js";
import { at, defineExercises, numbers } from "./exercise.js";

const isClose = (value: unknown, wanted: number): boolean =>
  typeof value === "number" && Math.abs(value - wanted) <= 0.01 * Math.abs(wanted);

const runOf = (answer: unknown): RunRecord => answer as RunRecord;
const lossOf = (answer: unknown): number => runOf(answer).history.at(-1)!.valLoss;

/** The validation loss that exercise 01.2 must come below. */
const target = 0.25;

/** Whether a run is the baseline with five epochs, whatever its rate. */
function differsInTheRateOnly(answer: unknown): boolean {
  const { hyperparameters, dataset, seed } = runOf(answer);
  const { learningRate } = hyperparameters;
  const wanted = { ...presets.baseline, epochs: 5, learningRate };
  const same = Object.entries(wanted).every(([name, value]) => hyperparameters[name as keyof typeof wanted] === value); // prettier-ignore
  return same && dataset.name === "digits" && seed === 1;
}

defineExercises(
  {
    id: "01.1",
    takes:
      "the rate above which it no longer converges, the rate that needs one step, and the factor at 0.03, for example [1, 0.5, 0.9]",
    steps: [
      numbers(
        3,
        "the rate above which it no longer converges, the rate that needs one step, the factor at 0.03",
      ),
      {
        met: (answer) => isClose(at(answer, 0), 0.04),
        hint: "For the first number the factor 1 − αλ must lie between −1 and 1. At which rate does it reach −1?",
      },
      {
        met: (answer) => isClose(at(answer, 1), 0.02),
        hint: "For the second number: a single step reaches the minimum if nothing is left of the distance. Which factor is that?",
      },
      {
        met: (answer) => isClose(at(answer, 2), -0.5),
        hint: "For the third number put 0.03 into 1 − αλ, and keep the sign: does the step land on the other side?",
      },
    ],
    answer:
      "Above 2/50 = 0.04 it no longer converges, at 1/50 = 0.02 one step reaches the minimum, and at 0.03 the factor is 1 − 1.5 = −0.5: every step lands on the other side, half as far away.",
  },
  {
    id: "01.2",
    takes: "the run itself, as train returned it",
    steps: [
      {
        met: (answer) => runOf(answer).history.length > 0 && "hyperparameters" in runOf(answer),
        hint: "Hand in the run itself, not its loss: await train(digits, { ...hurried, learningRate: … }, { seed: 1 }).",
      },
      {
        met: differsInTheRateOnly,
        hint: "Only the learning rate may differ: the digits, five epochs, seed 1, and everything else as in the baseline.",
      },
      {
        met: (answer) => runOf(answer).ending === "complete",
        hint: "This run did not get through its five epochs. Read its endingReason: are the steps too long, or too short?",
      },
      {
        met: (answer) =>
          lossOf(answer) < target || runOf(answer).history.every((epoch, place, all) => place === 0 || epoch.valLoss < all[place - 1]!.valLoss), // prettier-ignore
        hint: "The validation loss goes up from one epoch to the next, and ends above 0.25. Steps of this length do not come down.",
      },
      {
        met: (answer) => lossOf(answer) < target,
        hint: "The validation loss falls in every epoch, and is still too high after the last one. Must a step be so short?",
      },
    ],
    answer:
      "With short steps five epochs are not enough: what counts is how far all the steps go together. Beyond a certain rate that ends, because the steps no longer come down. So 0.01, which does learn in twenty epochs, is too low for five: a rate is judged together with the number of epochs.",
  },
  {
    id: "01.3",
    takes: "the curvature of the flattest minimum and the rate above which none holds, for example [9, 0.2]",
    steps: [
      numbers(2, "the curvature of the flattest minimum, and the rate above which none holds"),
      {
        met: (answer) => isClose(at(answer, 0), 2),
        hint: "On the curve of minima v = 1/u, so the curvature is u² + 1/u². Try u = 0.5, 1 and 2: where is it smallest?",
      },
      {
        met: (answer) => isClose(at(answer, 1), 1),
        hint: "Near a minimum of curvature λ the loss is a parabola. Which rates does it bear, and which does the flattest bear?",
      },
    ],
    answer:
      "The flattest minima are u = v = 1 and u = v = −1, with curvature 2, so no minimum holds a walk at a rate above 2/2 = 1. Below that, a walk that leaves one minimum may find another. Above it there is none to be found.",
  },
);
