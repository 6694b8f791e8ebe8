import { codeVersion } from "../notebooks/notebook.mjs";

/** @typedef {import("../notebooks/notebook.mjs").Notebook} Notebook */

/**
 * A claim as an executed chapter shows it.
 *
 * @typedef {object} ShownClaim
 * @property {string} key its id, or for a check without one its cell and its place there
 * @property {string} [id]
 * @property {string} claim the sentence
 * @property {string} verdict
 * @property {string} details
 * @property {string} [figure] the numbers in a few words
 * @property {{ unit: string, count: number }} [replicated]
 * @property {number} [falseAlarm]
 */

/** Where `claim` and `check` put themselves for machines. */
export const claimType = "application/vnd.tunebook.check+json";

/** Every claim and check that an executed notebook shows, in order. @param {Notebook} notebook @returns {ShownClaim[]} */
export function claimsIn({ cells }) {
  return cells.flatMap((cell, index) => {
    const shown = (cell.outputs ?? []).flatMap(({ data }) => (data?.[claimType] ? [data[claimType]] : []));
    return shown.map((claim, place) => ({
      ...claim,
      key: claim.id ?? `${cell.id ?? `cell-${index}`}/${place + 1}`,
      verdict: claim.verdict === "inconclusive" ? "not settled" : claim.verdict,
    }));
  });
}

/** What of a chapter decides its claims: the sources of its code. @param {Notebook} notebook */
export const sourceVersion = ({ cells }) => codeVersion(cells);
