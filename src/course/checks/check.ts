import { escapeXml } from "../../charts/escape.js";
import { htmlDisplay, type Displayable } from "../mime-bundle.js";
import type { Evidence, Verdict } from "./evidence.js";

/** A claim, and what the runs just made say about it. */
export interface Check extends Displayable, Evidence {
  readonly claim: string;
}

/** What a check is made of. */
export interface CheckInput {
  /** What the chapter says, as one sentence. */
  readonly claim: string;
  /** What `isBetter`, `isTrend`, `isNear`, `isRatio`, `followsFormula` or `haveEnding` found. */
  readonly evidence: Evidence;
}

const looks: Readonly<Record<Verdict, { icon: string; words: string; color: string }>> = {
  supported: { icon: "✔", words: "Supported", color: "#149a70" },
  inconclusive: { icon: "◌", words: "Inconclusive", color: "#a5821a" },
  contradicted: { icon: "✘", words: "Contradicted", color: "#d6453d" },
};

/**
 * Says whether a claim is supported, inconclusive or contradicted by the runs just made, with the numbers.
 *
 * @example
 * await show(check({ claim: "Larger is not better", evidence: isBetter(moderate, large) }));
 */
export function check({ claim, evidence }: CheckInput): Check {
  const { icon, words, color } = looks[evidence.verdict];
  const text = `${words}: ${claim} ${evidence.details}`;
  const html =
    `<div role="note" aria-label="Check: ${words}" style="border-left:4px solid ${color};padding:.4em .9em;margin:.4em 0">` +
    `<strong><span aria-hidden="true" style="color:${color}">${icon}</span> ${words}.</strong> ` +
    `${escapeXml(claim)}<br><small>${escapeXml(evidence.details)}</small></div>`;
  const record = { verdict: evidence.verdict, claim, details: evidence.details, numbers: evidence.numbers };
  return { ...htmlDisplay(html, text, { "application/vnd.tunebook.check+json": record }), ...record };
}
