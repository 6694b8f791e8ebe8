/** What came of some trials of one fault. */
export interface Tally {
  readonly trials: number;
  /** Runs or trials of a study that were finished when the fault struck, or came to their end after it. */
  readonly finished: number;
  /** Of those: gone, or no longer whole. */
  readonly lost: number;
  /** Of those: trained again although they were finished. */
  readonly twice: number;
  /** Of those: other numbers than without the fault. */
  readonly different: number;
  /** Anything else that must not be, each in a sentence. */
  readonly problems: readonly string[];
}

export const noTrials: Tally = { trials: 0, finished: 0, lost: 0, twice: 0, different: 0, problems: [] };

/** All trials of both. */
export function add(a: Tally, b: Partial<Tally>): Tally {
  return {
    trials: a.trials + (b.trials ?? 0),
    finished: a.finished + (b.finished ?? 0),
    lost: a.lost + (b.lost ?? 0),
    twice: a.twice + (b.twice ?? 0),
    different: a.different + (b.different ?? 0),
    problems: [...a.problems, ...(b.problems ?? [])],
  };
}

/** Whether nothing finished was lost, nothing trained twice, and every number is what it would have been. */
export function isSound({ trials, finished, lost, twice, different, problems }: Tally): boolean {
  return trials > 0 && finished > 0 && lost + twice + different + problems.length === 0;
}
