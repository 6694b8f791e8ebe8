import { checkOptionNames } from "../../runtime/nearest-name.js";
import type { Claim } from "./claim.js";
import { checkId, checkSentence } from "./claim.js";

/** What a source says: not measured here. */
export interface CitedClaim {
  readonly kind: "cited";
  readonly id: string;
  readonly sentence: string;
  /** The source: the number of the chapter's reference, or author and year. */
  readonly source: string;
}

/** A statement supported by reasoning only, neither measured here nor taken from a source. */
export interface UntestedClaim {
  readonly kind: "untested";
  readonly sentence: string;
}

/** Anything that a recap or a table may state. */
export type Statement = Claim | CitedClaim | UntestedClaim;

/** A statement in words, and its origin. */
export interface SaidStatement {
  readonly sentence: string;
  readonly origin: string;
}

/**
 * A claim from the literature, marked as such wherever it is shown.
 *
 * @param input `source`: the number of the reference in the chapter's list (`"[2]"`), or author and year
 * @throws {RangeError} if the id, the sentence or the source is missing
 * @example
 * const l2 = cited({ id: "stopping-is-l2", sentence: "Stopping early acts much like an L2 penalty.", source: "[2], section 7.8" });
 */
export function cited(input: {
  readonly id: string;
  readonly sentence: string;
  readonly source: string;
}): CitedClaim {
  checkOptionNames("call cited", input, ["id", "sentence", "source"]);
  checkId(input.id);
  checkSentence(input.id, input.sentence);
  if (input.source.trim() === "")
    throw new RangeError(`Cannot cite ${input.id} without a source: name the reference, for example "[2]".`);
  return { kind: "cited", ...input };
}

/**
 * A statement with a reason but no run and no source, marked as not tested.
 *
 * @throws {RangeError} if it is not a sentence
 * @example
 * untested("With more validation examples less patience is needed, for the monitor is less noisy.");
 */
export function untested(sentence: string): UntestedClaim {
  checkSentence("an untested statement", sentence);
  return { kind: "untested", sentence };
}

/** Words a statement as strongly as its evidence allows, and no more. */
export function said(statement: Statement): SaidStatement {
  if ("kind" in statement)
    return statement.kind === "cited"
      ? { sentence: statement.sentence, origin: `literature: ${statement.source}` }
      : { sentence: statement.sentence, origin: "reasoned, not tested here" };
  const { sentence, figure, verdict } = statement;
  if (verdict === "supported") return { sentence, origin: `measured: ${figure}` };
  const opening = verdict === "not settled" ? "Not settled here:" : "Contradicted here:";
  return { sentence: `${opening} “${sentence}”`, origin: `measured: ${figure}` };
}

/** A statement in one line. */
export function saidText(statement: Statement): string {
  const { sentence, origin } = said(statement);
  return `${sentence} (${origin})`;
}
