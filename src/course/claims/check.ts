import { checkOptionNames } from "../../runtime/nearest-name.js";
import type { Evidence } from "../evidence/evidence.js";
import type { Displayable } from "../mime-bundle.js";
import { claimCard } from "./claim.js";

/** A claim without a name, and what the latest runs say about it. */
export interface Check extends Displayable, Evidence {
  readonly claim: string;
}

/** The input of a check. */
export interface CheckInput {
  /** The claim, as one sentence. */
  readonly claim: string;
  /** What `isBetter`, `isTrend`, `isNear`, `isRatio`, `followsFormula` or `haveEnding` found. */
  readonly evidence: Evidence;
}

/**
 * Says whether a claim is supported, contradicted or not settled by the latest runs, with the numbers. For a claim that
 * text, recap or exercises refer to, use `claim`.
 *
 * @example
 * const evidence = isBetter(runsWhere(result, { learningRate: 0.1 }), runsWhere(result, { learningRate: 0.0001 }));
 * await show(check({ claim: "0.1 ends lower than 0.0001", evidence }));
 */
export function check(input: CheckInput): Check {
  checkOptionNames("call check", input, ["claim", "evidence"]);
  const { claim, evidence } = input;
  return { claim, ...evidence, ...claimCard(claim, evidence) };
}
