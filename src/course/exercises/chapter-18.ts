import { at, defineExercises, isFunction, isList, numbers } from "./exercise.js";

/** What exercise 18.3 asks for. */
type Mixup = (inputs: number[][], targets: number[][], shares: number[]) => Blends;

interface Blends {
  readonly inputs: number[][];
  readonly targets: number[][];
}

const blended = (answer: unknown, inputs: number[][], targets: number[][], shares: number[]): Blends =>
  (answer as Mixup)(structuredClone(inputs), structuredClone(targets), [...shares]);

const isClose = (a: readonly number[][], b: readonly number[][]): boolean =>
  a.length === b.length &&
  a.every(
    (row, place) =>
      row.length === b[place]!.length && row.every((value, k) => Math.abs(value - b[place]![k]!) < 1e-9),
  );

const names = ["cats", "letters", "arrows", "clouds", "hearts"];
const has = (answer: unknown, name: string): boolean => Array.isArray(answer) && answer.includes(name);

const images = [
  [0, 0],
  [8, 4],
  [4, 4],
];
const classes = [
  [1, 0],
  [0, 1],
  [1, 0],
];

defineExercises(
  {
    id: "18.1",
    takes: "two numbers of different images, for example [5, 20]",
    steps: [
      numbers(2, "how many different images at strength 0.08, and how many at 0.25"),
      {
        met: (answer) => at(answer, 0) !== 3 && at(answer, 1) !== 7,
        hint: "That is across alone. It moves down or up as well, and independently of that.",
      },
      {
        met: (answer) => at(answer, 0) !== 8 && at(answer, 1) !== 48,
        hint: "An image that does not move is one of them, too.",
      },
      {
        met: (answer) => at(answer, 0) === 9,
        hint: "At 0.08 it moves by −1, 0 or 1 pixel across, and by −1, 0 or 1 down: 0.96 is rounded. How many pairs are there?",
      },
      {
        met: (answer) => at(answer, 1) === 49,
        hint: "0.25 of 12 is 3: how many places are there from −3 to 3, and how many pairs of them?",
      },
    ],
    answer:
      "There are 9 and 49: three places across times three down, and seven times seven. So a hundred images become 900, and 4,900. But shifted copies of one image have much more in common than as many images of other people's digits, which is why their number alone says little.",
  },
  {
    id: "18.2",
    takes: 'a list of names, for example ["letters", "hearts"]',
    steps: [
      {
        met: (answer) =>
          isList(answer) &&
          answer.length > 0 &&
          (answer as unknown[]).every((name) => names.includes(name as string)),
        hint: 'Hand in a list of names out of "cats", "letters", "arrows", "clouds" and "hearts".',
      },
      { met: (answer) => !has(answer, "letters"), hint: "Look at the letters b and d in a mirror." },
      {
        met: (answer) => !has(answer, "arrows"),
        hint: "What does a sign that points to the left look like in a mirror?",
      },
      {
        met: (answer) => !has(answer, "hearts"),
        hint: "On which side is the heart of a mirrored patient?",
      },
      {
        met: (answer) => has(answer, "cats") && has(answer, "clouds"),
        hint: "All that you named are right, and one is missing. Which of the others still shows its own class in a mirror?",
      },
    ],
    answer:
      "The cats and the clouds. A mirrored cat is a cat, and a mirrored sky a sky. A mirrored b is nearly a d; an arrow to the left becomes one to the right; and mirroring swaps the two classes of the X-rays outright, for every single image. The change is the same in all five: the task decides.",
  },
  {
    id: "18.3",
    takes: "a function of inputs, targets and shares that returns { inputs, targets }",
    steps: [
      { met: isFunction, hint: 'Hand in the function itself: attempt("18.3", myMixup).' },
      {
        met: (answer) => {
          const { inputs, targets } = blended(answer, images, classes, [0, 0, 0]);
          return isClose(inputs, images) && isClose(targets, classes);
        },
        hint: "It must return { inputs, targets }, and with shares of 0 everything stays as it was: s is the share of the other image.",
      },
      {
        met: (answer) =>
          isClose(blended(answer, images, classes, [0.25, 0.5, 0]).inputs, [
            [2, 1],
            [6, 4],
            [4, 4],
          ]),
        hint: "Check the images first: the partner is the next image, unchanged, with weight s, and the image itself has weight 1 − s.",
      },
      {
        met: (answer) =>
          isClose(blended(answer, images, classes, [0, 0, 0.5]).inputs, [
            [0, 0],
            [8, 4],
            [2, 2],
          ]),
        hint: "What is the partner of the last image?",
      },
      {
        met: (answer) =>
          isClose(blended(answer, images, classes, [0.25, 0.5, 0.5]).targets, [
            [0.75, 0.25],
            [0.5, 0.5],
            [1, 0],
          ]),
        hint: "The images are right. The targets must be blended as they are, with the same shares and partners.",
      },
    ],
    answer:
      "Images and targets go through the same blend. A 3 with a quarter of an 8 has the target 0.75 for 3 and 0.25 for 8, and the loss is smallest if the network says just that. Two images of one class keep the target 1. A list of two images stands for the line between them, not for a neighbourhood of each: mixup's promise is that along this line the answer changes evenly.",
  },
);
