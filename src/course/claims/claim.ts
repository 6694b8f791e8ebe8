import { checkOptionNames } from "../../runtime/nearest-name.js";
import { escapeXml } from "../../charts/escape.js";
import type { Evidence, Verdict } from "../evidence/evidence.js";
import { htmlDisplay, type Displayable } from "../mime-bundle.js";

/** A sentence a chapter states, with the evidence it rests on. */
export interface Claim extends Displayable, Evidence {
  /** The name by which prose refers to it: `<!-- claim: id -->`. */
  readonly id: string;
  readonly sentence: string;
}

/** The input of a claim. */
export interface ClaimInput {
  /** Words joined by hyphens, for example `"patience-1-stops-early"`; unique within a chapter. */
  readonly id: string;
  /** What the chapter says, as one whole sentence. */
  readonly sentence: string;
  /** What `isBetter`, `isNotWorse`, `isTrend`, `isNear`, `isRatio`, `isRightMoreOften`, `holdsInMost`, `followsFormula` or `haveEnding` found. */
  readonly evidence: Evidence;
}

const looks: Readonly<Record<Verdict, { icon: string; words: string; color: string }>> = {
  supported: { icon: "✔", words: "Supported", color: "#149a70" },
  "not settled": { icon: "◌", words: "Not settled here", color: "#a5821a" },
  contradicted: { icon: "✘", words: "Contradicted", color: "#d6453d" },
};

/** The machine-readable form of a claim: the runner, the checker of bound sentences and the ledger read it. */
export const claimType = "application/vnd.tunebook.check+json";

/**
 * A claim of a chapter: a sentence, the evidence for it, and the verdict that follows.
 *
 * Show it where the evidence is made; pass it to `recap`, `interactions` and `answered` so that they say what was found, and bind
 * sentences of the text to it with `<!-- claim: id -->`.
 *
 * @throws {RangeError} if the id is not a valid name, the sentence is not a sentence, or the evidence does not say what was measured
 *   and what was repeated
 * @example
 * const calm = [0.31, 0.29, 0.33, 0.3, 0.32]; // losses with patience 10, one for each seed
 * const hasty = [0.52, 0.47, 0.5, 0.55, 0.49]; // and with patience 1
 * const early = claim({
 *   id: "patience-1-stops-early",
 *   sentence: "Patience 1 ends with a higher loss than patience 10.",
 *   evidence: isBetter(calm, hasty, { quantity: "loss on the judging half", replicated: "seed" }),
 * });
 * await show(early);
 */
export function claim(input: ClaimInput): Claim {
  checkOptionNames("call claim", input, ["id", "sentence", "evidence"]);
  const { id, sentence, evidence } = input;
  checkId(id);
  checkSentence(id, sentence);
  checkTold(id, evidence);
  return { id, sentence, ...evidence, ...claimCard(sentence, evidence, id) };
}

/** @throws {RangeError} if an id is not made of lower-case words, digits and hyphens */
export function checkId(id: string): void {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) return;
  throw new RangeError(
    `Cannot name a claim "${id}": an id is made of lower-case letters, digits and hyphens, for example "patience-1-stops-early".`,
  );
}

/** @throws {RangeError} if it does not end like a sentence */
export function checkSentence(id: string, sentence: string): void {
  if (/^\S.*[.!]$/s.test(sentence)) return;
  throw new RangeError(
    `Cannot claim ${id}: "${sentence}" is not a sentence. Write one that can be true or false, with a full stop at its end.`,
  );
}

/** Plain numbers do not say what they measure and what was repeated to get them. */
function checkTold(id: string, { replicated, effect }: Evidence): void {
  const missing = [
    ...(effect?.quantity === "value" || effect?.quantity === "measured" ? ["quantity"] : []),
    ...(replicated?.unit === "repetition" ? ["replicated"] : []),
  ];
  if (missing.length === 0) return;
  throw new RangeError(
    `Cannot claim ${id} without ${missing.join(" and ")}: say what the numbers measure and what was repeated, ` +
      'for example { quantity: "validation loss", replicated: "seed" }.',
  );
}

/** How a claim is shown: the verdict, the sentence, the numbers. */
export function claimCard(sentence: string, evidence: Evidence, id?: string): Displayable {
  const { icon, words, color } = looks[evidence.verdict];
  const text = `${words}: ${sentence} ${evidence.details}`;
  const html =
    `<div role="note" aria-label="Claim: ${words}" style="border-left:4px solid ${color};padding:.4em .9em;margin:.4em 0">` +
    `<strong><span aria-hidden="true" style="color:${color}">${icon}</span> ${words}.</strong> ` +
    `${escapeXml(sentence)}<br><small>${escapeXml(evidence.details)}</small></div>`;
  const { verdict, details, figure, numbers, effect, replicated, falseAlarm } = evidence;
  const record = { ...(id === undefined ? {} : { id }), claim: sentence, verdict, details, figure };
  const facts = { numbers, falseAlarm, ...(effect ? { effect } : {}), ...(replicated ? { replicated } : {}) };
  return htmlDisplay(html, text, { [claimType]: { ...record, ...facts } });
}
