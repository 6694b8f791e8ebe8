type Points = readonly (readonly number[])[];

/** The points that no other beats by this rule. */
const unbeaten =
  (beats: (a: readonly number[], b: readonly number[]) => boolean) =>
  (points: Points): Points =>
    points.filter((one) => !points.some((other) => other !== one && beats(other, one)));

const asGood = (a: readonly number[], b: readonly number[]): boolean => a.every((value, k) => value <= b[k]!);

/** Right and wrong answers to the exercises of chapter 27. */
export const planted27 = {
  "27.1": {
    right: [20, 10],
    wrong: [
      { answer: 20, hint: /a list of 2 numbers/ },
      { answer: [30, 30], hint: /no model has chosen/ },
      { answer: [10, 20], hint: /What is left/ },
      { answer: [20, 20], hint: /defaults differ/ },
      { answer: [25, 15], hint: /from 30/ },
    ],
  },
  "27.2": {
    right: unbeaten((a, b) => asGood(a, b) && a.some((value, k) => value < b[k]!)),
    wrong: [
      { answer: [[1, 2]], hint: /the function itself/ },
      { answer: (points: Points) => points[0]?.[0], hint: /Return a list/ },
      {
        answer: (points: Points) =>
          points.filter((point) =>
            point.some((value, k) => value === Math.min(...points.map((each) => each[k]!))),
          ),
        hint: /best in nothing/,
      },
      { answer: unbeaten((a, b) => a.every((value, k) => value < b[k]!)), hint: /in everything/ },
      { answer: unbeaten(asGood), hint: /both stay/ },
      {
        answer: unbeaten(([a, b], [c, d]) => a! <= c! && b! <= d! && (a! < c! || b! < d!)),
        hint: /With three/,
      },
      {
        answer: (points: Points) =>
          points.filter(
            (point, place) =>
              !points.slice(0, place).some((other) => asGood(other, point) && !asGood(point, other)),
          ),
        hint: /comes later/,
      },
    ],
  },
  "27.3": {
    right: 0.255,
    wrong: [
      { answer: "0.255", hint: /one number/ },
      { answer: 0.3, hint: /asked for the first/ },
      { answer: 0.345, hint: /the last of the table/ },
      { answer: 0.26, hint: /one in forty/ },
      { answer: 0.24, hint: /some thousand times/ },
    ],
  },
};
