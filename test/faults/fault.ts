import type { RandomStream } from "../../src/index.js";
import type { Tally } from "./tally.js";

/** Something that goes wrong, and how often it is tried. */
export interface Fault {
  /** As the table names it. */
  readonly name: string;
  /** What is done in one trial, in a sentence for the table. */
  readonly trial: string;
  /** Trials in the quick version, and in the full one. */
  readonly few: number;
  readonly many: number;
  /** Why it cannot be tried on this machine; undefined if it can. */
  readonly impossible: () => string | undefined;
  /** Makes it happen so often; `random` decides when it strikes. */
  readonly strike: (trials: number, random: RandomStream) => Promise<Tally>;
}
