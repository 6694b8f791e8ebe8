import { shuffledIndices } from "../../../src/random/shuffled.js";
import type { RandomStream } from "../../../src/random/stream.js";

/** A shuffle buffer: one of its places leaves at random, the next of the stream takes it. */
const leavingABuffer = (count: number, size: number, random: RandomStream): number[] => {
  const buffer = Array.from({ length: Math.min(size, count) }, (_, place) => place);
  return Array.from({ length: count }, (_, step) => {
    const next = step + size;
    return buffer.splice(random.integer(0, buffer.length - 1), 1, ...(next < count ? [next] : []))[0]!;
  });
};

/** Right and wrong answers to the exercises of chapter 04. */
export const planted04 = {
  "04.1": {
    right: 5,
    wrong: [
      { answer: 0.01, hint: /one whole number/ },
      { answer: 2, hint: /shares do not add up/ },
      { answer: 4, hint: /More than 1 % are still missing/ },
      { answer: 100, hint: /far fewer than 1 %/ },
    ],
  },
  "04.2": {
    right: [1 / 50, 9 / 58],
    wrong: [
      { answer: 0.02, hint: /list of 2 numbers/ },
      { answer: [2, 15.5], hint: /between 0 and 1/ },
      { answer: [0.5, 0.9], hint: /Knowing no more than that/ },
      { answer: [0.01, 0.018], hint: /one in fifty/ },
      { answer: [1 / 49, 9 / 49], hint: /one in fifty/ },
      { answer: [0.02, 0.036], hint: /Divide the odds/ },
      { answer: [0.02, 9 / 59], hint: /Divide the odds/ },
    ],
  },
  "04.3": {
    right: leavingABuffer,
    wrong: [
      { answer: [2, 0, 1], hint: /the function itself/ },
      {
        answer: (count: number, size: number, random: RandomStream) =>
          Array.from({ length: count }, (_, step) => Math.max(0, step - random.integer(0, size - 1))),
        hint: /exactly once/,
      },
      {
        answer: (count: number, size: number, random: RandomStream) =>
          leavingABuffer(count, size, random).slice(0, count - size),
        hint: /when the stream has ended/,
      },
      {
        answer: (count: number, _: number, random: RandomStream) => [...shuffledIndices(count, random)],
        hint: /before it has entered/,
      },
      {
        answer: (count: number) => Array.from({ length: count }, (_, place) => place),
        hint: /differ from one random stream/,
      },
      {
        answer: (count: number, size: number, random: RandomStream) =>
          Array.from({ length: Math.ceil(count / size) }, (_, block): number[] =>
            [...shuffledIndices(Math.min(size, count - block * size), random)].map(
              (place) => block * size + place,
            ),
          ).flat(),
        hint: /empty the whole buffer/,
      },
    ],
  },
};
