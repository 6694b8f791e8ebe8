import { joined } from "../notebooks/notebook.mjs";
import { claimsIn } from "./read-claims.mjs";
import { sentencesOf } from "./sentences.mjs";

/** @typedef {import("../notebooks/notebook.mjs").Notebook} Notebook */
/** @typedef {import("./read-claims.mjs").ShownClaim} ShownClaim */

/** Words that compare. */
const comparison = word(
  "better best worse worst lower lowest higher highest faster fastest slower slowest sooner earlier earliest later latest smaller smallest " +
    "larger largest bigger biggest fewer fewest longer longest shorter shortest stronger weaker steeper flatter smoother noisier cheaper " +
    "more less most least beat beats win wins won lose loses lost outperform outperforms improve improves improved hurt hurts help helps " +
    "gain gains save saves double doubles halve rise rises fall falls diverge diverges diverged overfit overfits",
);

/** Names in which a word that compares compares nothing. */
const names = /\b(new best|best (epochs?|so far|value|weights))\b/gi;

/** Words that say it is about runs and what is measured on them. */
const aboutRuns = word(
  "run runs train trains trained training loss losses accuracy accuracies error errors epoch epochs step steps second seconds seed seeds " +
    "network networks model models curve curves validation rate rates momentum batch batches patience weight weights dropout unit units " +
    "layer layers optimizer optimizers gradient gradients activation activations arm arms trial trials search sampler rule stopping",
);

/** @param {string} words */
function word(words) {
  return new RegExp(`\\b(${words.split(" ").join("|")})\\b`, "i");
}

/** A mark that the literature says it: a reference of the chapter's list. */
const reference = /\[\d+(,|\])/;

/**
 * What is wrong with the sentences of a chapter's text and their claims: a bound claim that is not supported, an id that no claim of
 * the chapter has, and a sentence that compares runs and rests on nothing.
 *
 * A sentence is bound by a comment behind it: `<!-- claim: id -->` (or several, with commas); `<!-- not settled: id -->` where it says
 * that the runs left it open; `<!-- no claim: reason -->` where it compares and yet states no result. `<!-- no claims here: reason -->`
 * excuses a whole cell. Questions, and sentences with a reference such as [2], need none. A chapter without a single named
 * claim is not looked at: it still rests on checks.
 *
 * @param {Notebook} notebook executed
 * @returns {string[]} each a sentence that names the cell
 */
export function boundSentenceProblems(notebook) {
  const named = claimsIn(notebook).filter(({ id }) => id !== undefined);
  if (named.length === 0) return [];
  return [...twins(named), ...notebook.cells.flatMap((cell, index) => cellProblems(cell, index, named))];
}

/** @param {import("../notebooks/notebook.mjs").Cell} cell @param {number} index @param {readonly ShownClaim[]} named */
function cellProblems(cell, index, named) {
  if (cell.cell_type !== "markdown") return [];
  const sentences = sentencesOf(joined(cell.source));
  const isExcused = sentences.some(({ comments }) =>
    comments.some((comment) => /^no claims here: \S/.test(comment)),
  );
  return sentences
    .flatMap(({ text, comments }) => {
      const bound = comments.flatMap((comment) => commentProblems(comment, text, named));
      const needsOne = !isExcused && comments.length === 0 && statesResult(text);
      const unbound = `compares runs and is bound to no claim: “${text}”`;
      return needsOne ? [...bound, unbound] : bound;
    })
    .map((problem) => `cell ${index + 1}: ${problem}`);
}

/** Whether a sentence compares runs. @param {string} text */
export function statesResult(text) {
  return (
    comparison.test(text.replace(names, "")) &&
    aboutRuns.test(text) &&
    !/\?["”’)*_]*$/.test(text) &&
    !reference.test(text)
  );
}

/** @param {string} comment @param {string} text the sentence before it @param {readonly ShownClaim[]} named */
function commentProblems(comment, text, named) {
  const [, kind = "", rest = ""] =
    /^(claim|not settled|no claim|no claims here): *([^]*)$/.exec(comment) ?? [];
  if (kind === "")
    return /claim|settled/.test(comment)
      ? [`cannot read the comment “${comment}”: write claim: id, not settled: id, or no claim: reason`]
      : [];
  if (kind.startsWith("no claim")) return rest === "" ? ["says “no claim” without a reason"] : [];
  if (text === "") return [`the comment “${comment}” follows no sentence`];
  const wanted = kind === "claim" ? "supported" : "not settled";
  return rest.split(/, */).flatMap((id) => boundProblem(id, wanted, text, named));
}

/** @param {string} id @param {string} wanted @param {string} text @param {readonly ShownClaim[]} named */
function boundProblem(id, wanted, text, named) {
  const claim = named.find((each) => each.id === id);
  if (claim === undefined)
    return [
      `“${text}” is bound to ${id}, and there is no such claim; the claims are ${named.map((each) => each.id).join(", ")}`,
    ];
  return claim.verdict === wanted ? [] : [`“${text}” is bound to ${id}, which is ${claim.verdict}`];
}

/** Ids that stand for two different sentences. @param {readonly ShownClaim[]} named */
function twins(named) {
  const pairs = named.filter((claim, index) =>
    named.slice(0, index).some(({ id, claim: other }) => id === claim.id && other !== claim.claim),
  );
  return pairs.map(({ id }) => `two different claims are named ${id}`);
}
