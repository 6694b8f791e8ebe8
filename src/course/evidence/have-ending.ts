import { counted } from "../../charts/words.js";
import type { Ending, RunRecord } from "../../training/training-run.js";
import { fewest, oneTail, tooFew, type Evidence } from "./evidence.js";

/**
 * Whether all (or none) of the runs ended in a certain way, for example "diverged".
 *
 * *Supported* if it holds for every run, *contradicted* if it fails for at least half of them, else *not settled*, as
 * with fewer than 5 runs.
 *
 * @param runs the runs the claim is about
 * @param ending how the claim says they ended
 * @param how `"all"` by default
 * @example
 * const runs = runsWhere(result, { learningRate: 0.1 });
 * check({ claim: "A rate of 0.1 never diverges", evidence: haveEnding(runs, "complete") });
 */
export function haveEnding(
  runs: readonly RunRecord[],
  ending: Ending,
  how: "all" | "none" = "all",
): Evidence {
  if (runs.length < fewest) return tooFew(runs.length, "run");
  const matching = runs.filter((run) => run.ending === ending).length;
  const broken = how === "all" ? runs.length - matching : matching;
  const verdict = broken === 0 ? "supported" : broken * 2 >= runs.length ? "contradicted" : "not settled";
  const details = `${matching} of ${counted(runs.length, "run")} ended "${ending}"; the claim says ${how} of them.`;
  return {
    verdict,
    details,
    figure: `${matching} of ${counted(runs.length, "run")} ended "${ending}"`,
    numbers: { count: runs.length, matching },
    replicated: { unit: "run", count: runs.length },
    falseAlarm: oneTail,
  };
}
