/** What the runs say about a claim. */
export type Verdict = "supported" | "inconclusive" | "contradicted";

/** The outcome of weighing runs against a claim, before it is shown. */
export interface Evidence {
  readonly verdict: Verdict;
  /** One or two sentences with the numbers the verdict rests on. */
  readonly details: string;
  /** The same numbers for a machine. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** Fewer paired runs than this decide nothing: five agreeing by chance alone happens once in 32 times. */
export const fewestSeeds = 5;

/** The verdict on too little evidence, saying how much there is and how much it takes. */
export function tooFew(count: number): Evidence {
  return {
    verdict: "inconclusive",
    details: `There are ${count} paired seeds; it takes at least ${fewestSeeds} to tell an effect from luck.`,
    numbers: { seeds: count },
  };
}
