import { stream, type RandomStream } from "../../random/stream.js";
import { defineExercises, isFunction, isNumber, numbers } from "./exercise.js";

type Buffer = (count: number, size: number, random: RandomStream) => readonly number[];

/** The orders that a submitted function returns for a stream of 60 and a buffer of 6, drawn anew each time. */
const orders = (answer: unknown, size = 6): (readonly number[])[] =>
  Array.from({ length: 20 }, (_, draw) =>
    Array.from((answer as Buffer)(60, size, stream(draw, "exercise 04.3"))),
  );

const isPermutation = (order: readonly number[]): boolean =>
  order.length === 60 && [...order].sort((a, b) => a - b).every((place, index) => place === index);

/** The largest difference, over some orders, between where an example stands and where it stood in the stream. */
const latest = (some: readonly (readonly number[])[]): number =>
  Math.max(...some.flatMap((order) => order.map((place, step) => step - place)));

const near = (answer: unknown, index: number, expected: number, within: number): boolean =>
  Math.abs((answer as readonly number[])[index]! - expected) <= within;

defineExercises(
  {
    id: "04.1",
    takes: "a number of epochs, for example 2",
    steps: [
      {
        met: (answer) => isNumber(answer) && Number.isInteger(answer) && answer > 0,
        hint: "Hand in one whole number of epochs, 1 or more: an epoch is drawn to its end.",
      },
      {
        met: (answer) => Number(answer) > 2,
        hint: "About 63 % are drawn in each epoch, but the shares do not add up: many of those drawn in the second epoch had been drawn before. Multiply the shares that are missed.",
      },
      {
        met: (answer) => Number(answer) > 4,
        hint: "More than 1 % are still missing after so few epochs. Each further one leaves about 37 % of those that were missing.",
      },
      {
        met: (answer) => Number(answer) === 5,
        hint: "By then far fewer than 1 % are missing. Which is the first epoch after which it is at most 1 %?",
      },
    ],
    answer:
      "Five: the share that has never been drawn is about 1/e, 37 %, after one epoch, 14 % after two, 5 % after three, 1.8 % after four and 0.7 % after five. Without replacement it is none after the first.",
  },
  {
    id: "04.2",
    takes: "two probabilities, for example [0.4, 0.8]",
    steps: [
      numbers(2, "the two patients' probabilities among real patients"),
      {
        met: (answer) => (answer as readonly number[]).every((chance) => chance > 0 && chance < 1),
        hint: "Probabilities lie between 0 and 1: hand in 0.25 rather than 25.",
      },
      {
        met: (answer) => (answer as readonly number[])[0]! < 0.25,
        hint: "In the balanced world 0.5 means that this patient is like neither group more than the other. Knowing no more than that, how probable is a disease that one in fifty has?",
      },
      {
        met: (answer) => near(answer, 0, 0.02, 0.0003),
        hint: "For the first patient the network has learned nothing: what remains is the share of the ill among real patients, one in fifty.",
      },
      {
        // Rounded to two decimals it is right, too; 0.153, which an odds factor of 50 gives, is not.
        met: (answer) => near(answer, 1, 9 / 58, 0.001) || near(answer, 1, 0.16, 1e-9),
        hint: "The first one is right. For the second, 0.9 is odds of 9 to 1. Divide the odds, not the probability, by the factor that balancing brought in (ill to healthy is 1 to 49), and turn odds back into a probability: o / (1 + o).",
      },
    ],
    answer:
      "About 2 % and 15.5 %. Balancing multiplied everybody's odds by 49, from 1 to 49 up to 1 to 1. Odds of 1 become 1/49, which is one in fifty; odds of 9 become 9/49, which is 9 in 58. The order of the patients stays as it was; only the probabilities were not those of the real world.",
  },
  {
    id: "04.3",
    takes:
      "a function that takes count, size and random, and returns the places in the order in which they leave",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("04.3", buffered).',
      },
      {
        met: (answer) => orders(answer).every(isPermutation),
        hint: "Each place from 0 to count − 1 must leave exactly once, also those that are in the buffer when the stream has ended.",
      },
      {
        met: (answer) =>
          orders(answer, 1).every((order) => order.every((place, step) => place === step)) &&
          orders(answer).every((order) => order.every((place, step) => place < step + 6)),
        hint: "An example cannot leave before it has entered: at first only the places below size are in the buffer, and each step lets one more in. A buffer of 1 changes nothing.",
      },
      {
        met: (answer) => new Set(orders(answer).map(String)).size > 15,
        hint: "The order must differ from one random stream to the next: which of the examples in the buffer leaves is drawn with random.integer.",
      },
      {
        met: (answer) => latest(orders(answer)) > 8,
        hint: "An unlucky example may stay in the buffer for long, for with every step one leaves and one enters. Does yours empty the whole buffer before it fills it again?",
      },
    ],
    answer:
      "Each step one random example leaves the buffer and the next of the stream takes its place. So an example can come at most size − 1 places early, while it can be late by any number. A buffer mixes what lies near together: if the data are sorted by class and the buffer is smaller than a class, mostly one or two classes.",
  },
);
