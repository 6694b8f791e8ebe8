type Lists = readonly (readonly number[])[];

/** Blends each item of a list with the one at `partner` of its place. */
const blend = (list: Lists, shares: readonly number[], partner = (k: number) => (k + 1) % list.length) =>
  list.map((item, k) =>
    item.map((value, place) => (1 - shares[k]!) * value + shares[k]! * list[partner(k)]![place]!),
  );

/** The exercises of chapter 18: the right answer and wrong ones with the hint they must get. */
export const planted18 = {
  "18.1": {
    right: [9, 49],
    wrong: [
      { answer: [9], hint: /list of 2 numbers/ },
      { answer: [3, 7], hint: /across alone/ },
      { answer: [8, 48], hint: /does not move/ },
      { answer: [5, 49], hint: /How many pairs/ },
      { answer: [9, 36], hint: /from −3 to 3/ },
    ],
  },
  "18.2": {
    right: ["clouds", "cats"],
    wrong: [
      { answer: ["dogs"], hint: /list of names/ },
      { answer: ["cats", "letters", "clouds"], hint: /b and d/ },
      { answer: ["cats", "arrows"], hint: /points to the left/ },
      { answer: ["cats", "clouds", "hearts"], hint: /mirrored patient/ },
      { answer: ["cats"], hint: /one is missing/ },
    ],
  },
  "18.3": {
    right: (inputs: Lists, targets: Lists, shares: readonly number[]) => ({
      inputs: blend(inputs, shares),
      targets: blend(targets, shares),
    }),
    wrong: [
      { answer: [0.5], hint: /function itself/ },
      {
        answer: (inputs: Lists, targets: Lists, shares: readonly number[]) => {
          const swapped = shares.map((share) => 1 - share);
          return { inputs: blend(inputs, swapped), targets: blend(targets, swapped) };
        },
        hint: /shares of 0/,
      },
      {
        answer: (inputs: Lists, targets: Lists, shares: readonly number[]) => ({
          inputs: blend(inputs, shares, (k) => (k + inputs.length - 1) % inputs.length),
          targets,
        }),
        hint: /partner is the next image/,
      },
      {
        answer: (inputs: Lists, targets: Lists, shares: readonly number[]) => ({
          inputs: blend(inputs, shares, (k) => Math.min(k + 1, inputs.length - 1)),
          targets: blend(targets, shares),
        }),
        hint: /partner of the last/,
      },
      {
        answer: (inputs: Lists, targets: Lists, shares: readonly number[]) => ({
          inputs: blend(inputs, shares),
          targets,
        }),
        hint: /targets must be blended/,
      },
    ],
  },
};
