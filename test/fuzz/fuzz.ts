import fc from "fast-check";

/** What came of many random cases. */
export interface FuzzOutcome {
  /** How many cases there were. */
  readonly cases: number;
  /** How they ended, counted. */
  readonly endings: Readonly<Record<string, number>>;
  /** The smallest case that failed, with the seed that brings it back; undefined if none did. */
  readonly failure: string | undefined;
}

/** A property that must hold for any input. */
export interface Fuzz {
  /** As the table names it. */
  readonly name: string;
  /** What must hold, in a sentence for the table. */
  readonly rule: string;
  /** Cases in the quick version, and in the full one. */
  readonly few: number;
  readonly many: number;
  readonly run: (cases: number, seed: number) => Promise<FuzzOutcome>;
}

/**
 * Tries a predicate on so many random values. It throws where the property does not hold, and names how a good case ended.
 *
 * @param shrinks how often a failing case is made smaller; few where one case takes long
 */
export async function tryCases<Case>(
  arbitrary: fc.Arbitrary<Case>,
  predicate: (value: Case) => Promise<string> | string,
  { cases, seed, shrinks = 1000 }: { cases: number; seed: number; shrinks?: number },
): Promise<FuzzOutcome> {
  const endings: Record<string, number> = {};
  let failed = false;
  let tried = 0;
  const property = fc.asyncProperty(arbitrary, async (value) => {
    if (failed && shrinks-- < 0) return;
    try {
      const ending = await predicate(value);
      if (!failed) endings[ending] = (endings[ending] ?? 0) + 1;
    } catch (reason) {
      failed = true;
      throw reason;
    } finally {
      tried++;
    }
  });
  const details = await fc.check(property, { numRuns: cases, seed });
  const failure = details.failed ? await describeFailure(details) : undefined;
  return { cases: failure === undefined ? cases : tried, endings, failure };
}

async function describeFailure<Case>(details: fc.RunDetails<Case>): Promise<string> {
  const report = (await fc.asyncDefaultReportMessage(details)) ?? "";
  return `${report.slice(0, 2000)}\n${String(details.errorInstance).slice(0, 2000)}`;
}
