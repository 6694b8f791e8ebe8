import { defineExercises, isFunction, numbers } from "./exercise.js";

/** A rule of chapter 08: given a rate, it makes a function from gradient, step and weight to the change of the weight. */
type Rule = (rate: number) => (gradient: number, step: number, weight: number) => number;

/** The changes that a submitted rule makes for a list of gradients, at a rate of 0.1. */
function changes(answer: unknown, gradients: readonly number[], rate = 0.1): number[] {
  const move = (answer as Rule)(rate);
  return gradients.map((gradient, index) => move(gradient, index + 1, 0));
}

const isClose = (a: number | undefined, b: number): boolean => a !== undefined && Math.abs(a - b) < 1e-3;

const place = (answer: unknown, index: number): number | undefined => (answer as readonly number[])[index];

const names = (answer: unknown): readonly string[] => answer as readonly string[];

/** Rules with nothing but a tiny ε that has the unit of a gradient. */
const unitFree = ["rmsprop", "adadelta", "adam", "adamw", "adamax", "nadam", "lion"];

const all = ["sgd", "momentum", "nesterov", "adagrad", ...unitFree];

defineExercises(
  {
    id: "08.1",
    takes: "four lengths, of SGD, momentum, Adagrad and Adam, for example [0.4, 0.4, 0.4, 0.4]",
    steps: [
      numbers(4, "the lengths of the second steps of SGD, momentum, Adagrad and Adam"),
      {
        met: (answer) => (answer as readonly number[]).every((length) => length > 0),
        hint: "A length has no sign: leave the minus away.",
      },
      {
        met: (answer) => isClose(place(answer, 0), 0.4),
        hint: "SGD has no memory: its second step is the rate times the gradient, like its first.",
      },
      {
        met: (answer) => isClose(place(answer, 1), 0.76),
        hint: "Momentum's second step is its new velocity: 0.9 of the first step, and the rate times the gradient once more.",
      },
      {
        met: (answer) => isClose(place(answer, 2), 0.4 / Math.sqrt(32)),
        hint: "After two steps Adagrad's sum holds 4² twice. The step is the rate times 4, divided by the root of that sum.",
      },
      {
        met: (answer) => isClose(place(answer, 3), 0.1),
        hint: "With its correction, Adam's averages are right from the first step: what is 4 divided by the root of the average of 4²?",
      },
    ],
    answer:
      "SGD steps 0.4 again, momentum 0.4 + 0.9 · 0.4 = 0.76, Adagrad 0.4 / √32 = 0.0707, and Adam 0.1, its rate: the gradient's size has cancelled.",
  },
  {
    id: "08.2",
    takes:
      "a rule, as the chapter writes them: (rate) => a function that takes the gradient and returns the change",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the rule itself, not what it returns: attempt("08.2", myRule).',
      },
      {
        met: (answer) => typeof (answer as Rule)(0.1) === "function",
        hint: "A rule takes the rate and returns a function, which takes the gradient: (rate) => { …; return (g) => …; }.",
      },
      {
        met: (answer) => changes(answer, [1]).every((change) => change < 0 && Number.isFinite(change)),
        hint: "For a positive gradient the weight must go down, by a finite number. Which sign has the change?",
      },
      {
        met: (answer) => isClose(changes(answer, [1])[0], -0.1 / Math.sqrt(0.1)),
        hint: "At the first step the velocity is 0 and s is a tenth of g²: the change is the rate divided by the root of 0.1, for a gradient of 1.",
      },
      {
        met: (answer) => {
          const [one, other] = [(answer as Rule)(0.1), (answer as Rule)(0.1)];
          one(5, 1, 0);
          return isClose(other(1, 1, 0), -0.1 / Math.sqrt(0.1));
        },
        hint: "Two weights must not share a memory: declare s and v inside the rule, so that each call of rule(rate) has its own.",
      },
      {
        met: (answer) =>
          isClose(changes(answer, [1, 1])[1], (-0.1 * 0.9) / Math.sqrt(0.1) - 0.1 / Math.sqrt(0.19)),
        hint: "The second change is 0.9 of the first, and RMSprop's own step on top. Does the velocity hold steps that were divided already?",
      },
    ],
    answer:
      "The velocity adds up RMSprop's steps instead of gradients. It is close to Adam: there the gradients are averaged first and divided afterwards, and both averages are corrected for beginning at 0.",
  },
  {
    id: "08.3",
    takes: 'a list of names, for example ["sgd", "adam"]',
    steps: [
      {
        met: (answer) => Array.isArray(answer) && answer.every((name) => all.includes(name as string)),
        hint: `Hand in a list of names out of ${all.join(", ")}.`,
      },
      {
        met: (answer) => !names(answer).some((name) => ["sgd", "momentum", "nesterov"].includes(name)),
        hint: "A rule that only adds up gradients and multiplies them by the rate makes steps a hundred times as long. You have one of those in your list.",
      },
      {
        met: (answer) => names(answer).includes("adam") && names(answer).includes("lion"),
        hint: "A rule that divides by the size of the gradients, or keeps only their sign, does not notice a common factor. Two famous ones are missing.",
      },
      {
        met: (answer) => !names(answer).includes("adagrad"),
        hint: "One of yours does notice: its sum does not begin at 0, and the number it begins with has the unit of a squared gradient.",
      },
      {
        met: (answer) => unitFree.every((name) => names(answer).includes(name)),
        hint: "What you have is right, and something is missing: go through the other rules that divide, also those that have more lines than Adam.",
      },
    ],
    answer:
      "Seven of them: RMSprop, Adadelta, Adam, AdamW, Adamax, Nadam and Lion. In each the gradient is divided by its own size, or only its sign is kept, so a common factor cancels (up to the tiny ε). SGD, momentum and Nesterov step a hundred times as far. Adagrad would cancel it too, but its sum begins at 0.1, which is large or small against the gradients depending on their size.",
  },
);
