import { exampleRun } from "../charts/example-runs.js";
import { presets } from "../../src/hyperparameters/presets.js";
import { planted00 } from "./planted-answers-00.js";
import { planted04 } from "./planted-answers-04.js";
import { planted05 } from "./planted-answers-05.js";
import { planted09 } from "./planted-answers-09.js";

/** The right answer to an exercise, and wrong ones with the hint they must get. */
interface Planted {
  readonly right: unknown;
  readonly wrong: readonly { readonly answer: unknown; readonly hint: RegExp }[];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

const warmCosine =
  (after: (peak: number, share: number) => number, from = (warm: number): number => warm) =>
  (peak: number, warm: number, total: number) =>
  (step: number): number =>
    step < warm ? (peak * step) / warm : after(peak, (step - from(warm)) / (total - from(warm)));
const cosine = (peak: number, share: number): number => (peak / 2) * (1 + Math.cos(Math.PI * share));

/** What compareTuned returns, as far as exercise 02.3 looks at it. */
const comparison = (
  arms: readonly object[],
  shared: object = {},
  edges: readonly string[] = [],
  seeds = 5,
): object => ({
  arms: arms.map((values) => ({
    edges,
    runs: Array.from({ length: seeds }, (_, seed) => ({
      seed,
      hyperparameters: {
        initializer: "randomNormal",
        initializerScale: 0.4,
        warmup: 0,
        clipNorm: 0,
        ...shared,
        ...values,
      },
    })),
  })),
});
const remedies = [{ warmup: 0.2 }, { clipNorm: 1 }];

/** What exercise 03.3 is given of each batch size. */
interface BatchLength {
  readonly batchSize: number;
  readonly squaredLength: number;
}

const noiseOf = (small: BatchLength, large: BatchLength): number =>
  (small.squaredLength - large.squaredLength) / (1 / small.batchSize - 1 / large.batchSize);

/** A run of the digits as exercise 01.2 gets it: its rate, and its validation loss epoch by epoch. */
const hurried = (learningRate: number, losses: readonly number[], more: object = {}) => ({
  ...exampleRun({ ...presets.baseline, epochs: 5, learningRate }),
  seed: 1,
  dataset: { name: "digits", checksum: "" },
  history: losses.map((valLoss, place) => ({ ...exampleRun().history[0]!, epoch: place + 1, valLoss })),
  ending: "complete" as const,
  ...more,
});
/** RMSprop with a velocity, or the same with the wrong sign. */
const twelfthRule = (sign: number) => (rate: number) => {
  let [s, v] = [0, 0];
  return (gradient: number) => {
    s = 0.9 * s + 0.1 * gradient ** 2;
    v = 0.9 * v - (rate * gradient) / Math.sqrt(s + 1e-7);
    return sign * v;
  };
};

/** Plain RMSprop. */
const withoutVelocity = (rate: number) => {
  let s = 0;
  return (gradient: number) => {
    s = 0.9 * s + 0.1 * gradient ** 2;
    return (-rate * gradient) / Math.sqrt(s);
  };
};

/** RMSprop whose memory lies outside the rule, so that all weights share it. */
const sharedMemory = () => {
  let s = 0;
  return (rate: number) => (gradient: number) => {
    s = 0.9 * s + 0.1 * gradient ** 2;
    return (-rate * gradient) / Math.sqrt(s);
  };
};

export const planted: Readonly<Record<string, Planted>> = {
  ...planted00,
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
  "02.1": {
    right: ["inverse time"],
    wrong: [
      { answer: "inverse time", hint: /a list with one or more/ },
      { answer: ["constant", "inverse time"], hint: /squares of a constant/ },
      { answer: ["exponential", "inverse time"], hint: /same factor again and again/ },
      { answer: ["inverse time", "cosine"], hint: /cosine's rate is 0/ },
    ],
  },
  "02.2": {
    right: warmCosine(cosine),
    wrong: [
      { answer: 0.1, hint: /the function itself/ },
      { answer: (peak: number) => peak, hint: /return another function/ },
      { answer: () => () => 0.1, hint: /straight line/ },
      { answer: warmCosine(cosine, () => 0), hint: /no jump/ },
      { answer: warmCosine((peak, share) => cosine(peak, 0.9 * share)), hint: /At step `total`/ },
      { answer: warmCosine((peak, share) => peak * (1 - share)), hint: /not half a cosine/ },
    ],
  },
  "02.3": {
    right: comparison(remedies),
    wrong: [
      { answer: "clipping", hint: /the comparison itself/ },
      { answer: comparison([{ warmup: 0.2 }, { warmup: 0.2, clipNorm: 1 }]), hint: /no clipping, the other/ },
      { answer: comparison(remedies, { initializer: "heNormal" }), hint: /begin badly/ },
      { answer: comparison(remedies, {}, ["high"]), hint: /edge of the grid/ },
      { answer: comparison(remedies, {}, [], 3), hint: /five or more/ },
    ],
  },
  "03.1": {
    right: [288, 11, 9],
    wrong: [
      { answer: [288, 11], hint: /list of 3 numbers/ },
      { answer: [96, 32, 3], hint: /root grows threefold/ },
      { answer: [288, 10, 9], hint: /do not fill a whole batch/ },
      { answer: [288, 3072 / 288, 9], hint: /do not fill a whole batch/ },
      { answer: [288, 11, 3], hint: /not as the noise/ },
    ],
  },
  "03.2": {
    right: (gradients: readonly number[][], counts: readonly number[]) =>
      gradients[0]!.map(
        (_, weight) =>
          sum(gradients.map((gradient, piece) => counts[piece]! * gradient[weight]!)) / sum(counts),
      ),
    wrong: [
      { answer: [1, 2], hint: /the function itself/ },
      { answer: (gradients: readonly number[][]) => mean(gradients.flat()), hint: /a gradient: a list/ },
      {
        answer: (gradients: readonly number[][], counts: readonly number[]) =>
          gradients[0]!.map((_, weight) => sum(gradients.map((one, piece) => counts[piece]! * one[weight]!))),
        hint: /sum left undivided/,
      },
      {
        answer: (gradients: readonly number[][]) =>
          gradients[0]!.map((_, weight) => sum(gradients.map((gradient) => gradient[weight]!))),
        hint: /mean of their gradients/,
      },
      {
        answer: (gradients: readonly number[][]) =>
          gradients[0]!.map((_, weight) => mean(gradients.map((gradient) => gradient[weight]!))),
        hint: /three times the say/,
      },
    ],
  },
  "03.3": {
    right: (small: BatchLength, large: BatchLength) =>
      noiseOf(small, large) / (large.squaredLength - noiseOf(small, large) / large.batchSize),
    wrong: [
      { answer: 500, hint: /the function itself/ },
      { answer: (small: { length: number }, large: { length: number }) => small.length / large.length, hint: /fields called/ }, // prettier-ignore
      { answer: noiseOf, hint: /is it a ratio/ },
      {
        answer: (small: BatchLength, large: BatchLength) => large.squaredLength / noiseOf(small, large),
        hint: /belongs on top/,
      },
      {
        answer: (small: BatchLength, large: BatchLength) => noiseOf(small, large) / large.squaredLength,
        hint: /still holds/,
      },
    ],
  },
  ...planted04,
  ...planted05,
  "06.1": {
    right: [3, 6, 7],
    wrong: [
      { answer: [3, 6], hint: /list of 3 numbers/ },
      { answer: [2, 5, 6], hint: /first epoch that is no new best/ },
      { answer: [3, 5, 7], hint: /two epochs without a new best/ },
      { answer: [3, 6, 6], hint: /Is it a new best/ },
      { answer: [3, 6, 9], hint: /only seven/ },
      { answer: [6, 3, 7], hint: /never stops earlier/ },
    ],
  },
  "06.2": {
    right: (losses: readonly number[]) =>
      losses.map((_, epoch) => mean(losses.slice(Math.max(0, epoch - 4), epoch + 1))),
    wrong: [
      { answer: [1, 2, 3], hint: /the function itself/ },
      { answer: (losses: readonly number[]) => mean(losses), hint: /one number for each epoch/ },
      {
        answer: (losses: readonly number[]) =>
          losses.map((_, epoch) => sum(losses.slice(Math.max(0, epoch - 4), epoch + 1)) / 5),
        hint: /by how many do you divide/,
      },
      {
        answer: (losses: readonly number[]) =>
          losses.map((_, epoch) => mean(losses.slice(Math.max(0, epoch - 2), epoch + 3))),
        hint: /may not use later epochs/,
      },
      {
        answer: (losses: readonly number[]) =>
          losses.map((_, epoch) => mean(losses.slice(Math.max(0, epoch - 5), epoch + 1))),
        hint: /up to four before it/,
      },
    ],
  },
  "06.3": {
    right: (losses: readonly number[], percent: number) => {
      const stops = losses.findIndex(
        (loss, epoch) => 100 * (loss / Math.min(...losses.slice(0, epoch + 1)) - 1) > percent,
      );
      return stops < 0 ? losses.length : stops + 1;
    },
    wrong: [
      { answer: 4, hint: /the function itself/ },
      { answer: (losses: readonly number[]) => losses.length - 1, hint: /only fall never stop/ },
      { answer: (losses: readonly number[]) => losses.length, hint: /in percent of that lowest loss/ },
      {
        answer: (losses: readonly number[], percent: number) => {
          const stops = losses.findIndex(
            (loss, epoch) => epoch > 0 && 100 * (loss / losses[epoch - 1]! - 1) > percent,
          );
          return stops < 0 ? losses.length : stops + 1;
        },
        hint: /in percent of that lowest loss|lowest loss so far moves on/,
      },
      {
        answer: (losses: readonly number[], percent: number) => {
          const stops = losses.findIndex(
            (loss, epoch) => 100 * (loss / Math.min(...losses.slice(0, 2)) - 1) > percent && epoch > 1,
          );
          return stops < 0 ? losses.length : stops + 1;
        },
        hint: /lowest loss so far moves on/,
      },
    ],
  },
  "07.1": {
    right: [0.05, 0.1],
    wrong: [
      { answer: 0.05, hint: /list of 2 numbers/ },
      { answer: [5, 0.00001], hint: /the wrong way/ },
      { answer: [0.5, 0.1], hint: /the first rate/ },
      { answer: [0.05, 0.01], hint: /another one/ },
    ],
  },
  "07.2": {
    right: (beta: number) => ((1 + Math.sqrt(beta)) / (1 - Math.sqrt(beta))) ** 2,
    wrong: [
      { answer: 1442, hint: /the function itself/ },
      { answer: (beta: number) => ((1 - Math.sqrt(beta)) / Math.sqrt(beta)) ** 2, hint: /momentum of 0/ },
      { answer: (beta: number) => (1 + Math.sqrt(beta)) / (1 - Math.sqrt(beta)), hint: /is the root/ },
      { answer: (beta: number) => ((1 + beta) / (1 - beta)) ** 2, hint: /square of a fraction/ },
      { answer: (beta: number) => 1 / (1 - beta), hint: /does the momentum you began with come out/ },
    ],
  },
  "07.3": {
    right: lookAhead(1, 1),
    wrong: [
      { answer: [1, 0.5], hint: /the function itself/ },
      { answer: (beta: number) => [1 - beta], hint: /before the first step/ },
      {
        answer: (_: number, __: number, steps: number) => new Array<number>(steps + 1).fill(1),
        hint: /plain descent/,
      },
      { answer: lookAhead(0, 1), hint: /still the heavy ball/ },
      { answer: lookAhead(1, 0), hint: /beta times the old velocity/ },
    ],
  },
  "08.1": {
    right: [0.4, 0.76, 0.4 / Math.sqrt(32), 0.1],
    wrong: [
      { answer: [0.4, 0.76, 0.07], hint: /list of 4 numbers/ },
      { answer: [-0.4, -0.76, -0.07, -0.1], hint: /no sign/ },
      { answer: [0.8, 0.76, 0.0707, 0.1], hint: /no memory/ },
      { answer: [0.4, 0.4, 0.0707, 0.1], hint: /new velocity/ },
      { answer: [0.4, 0.76, 0.1, 0.1], hint: /holds 4² twice/ },
      { answer: [0.4, 0.76, 0.0707, 0.4], hint: /right from the first step/ },
    ],
  },
  "08.2": {
    right: twelfthRule(1),
    wrong: [
      { answer: -0.3, hint: /the rule itself/ },
      { answer: (rate: number) => -rate, hint: /returns a function/ },
      { answer: twelfthRule(-1), hint: /Which sign/ },
      { answer: (rate: number) => (gradient: number) => -rate * gradient, hint: /a tenth of g²/ },
      { answer: sharedMemory(), hint: /must not share|velocity is 0/ },
      { answer: withoutVelocity, hint: /0\.9 of the first/ },
    ],
  },
  "08.3": {
    right: ["lion", "nadam", "rmsprop", "adadelta", "adam", "adamw", "adamax"],
    wrong: [
      { answer: ["Adam"], hint: /names out of/ },
      { answer: ["sgd", "adam", "lion"], hint: /only adds up gradients/ },
      { answer: ["rmsprop"], hint: /Two famous ones/ },
      { answer: ["adagrad", "rmsprop", "adam", "lion"], hint: /does not begin at 0/ },
      { answer: ["rmsprop", "adam", "adamw", "lion"], hint: /something is missing/ },
    ],
  },
  ...planted09,
};

/** Momentum that takes the gradient `ahead` velocities on, and keeps the velocity if `keep` is 1. */
function lookAhead(ahead: number, keep: number) {
  return (beta: number, push: number, steps: number): number[] => {
    const distance = [1];
    let velocity = 0;
    for (let step = 0; step < steps; step++) {
      velocity = keep * beta * velocity - push * (distance[step]! + ahead * beta * velocity);
      distance.push(distance[step]! + velocity);
    }
    return distance;
  };
}
