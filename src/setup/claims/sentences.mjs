/**
 * A sentence of a chapter's text, and the comments that stand behind it.
 *
 * @typedef {object} Sentence
 * @property {string} text without code, formulas and comments
 * @property {string[]} comments what stands between `<!--` and `-->`
 */

const token = /⟦(\d+)⟧/g;

/** What is neither prose nor a claim: programs, formulas, tags. */
const notProse = [
  /```[^]*?(```|$)/g,
  /\$\$[^]*?\$\$/g,
  /(?<!\\)\$[^$\n]+\$/g,
  /`[^`\n]*`/g,
  /<\/?[a-zA-Z][^>]*>/g,
];

/** What begins a block of its own at the start of a line: a heading, an item, a quotation, a row. */
const startsBlock = /^\s*(#{1,6}\s|[-*+]\s|\d+\.\s|>|\|)/;

/** A line of comments and nothing else: about the cell, not about a sentence. */
const onlyComments = /^\s*(⟦\d+⟧\s*)+$/;

/** A sentence: up to a full stop, with quotation marks and comments behind it. */
const sentence = /[^]*?(?:[.!?]["”’)*_]*(?:\s*⟦\d+⟧)*(?=\s|$)|$)/g;

/**
 * The sentences of a Markdown cell, in order. A comment belongs to the sentence before it.
 *
 * @param {string} source
 * @returns {Sentence[]}
 */
export function sentencesOf(source) {
  /** @type {string[]} */
  const comments = [];
  const marked = source.replace(/<!--([^]*?)-->/g, (_, inner) => `⟦${comments.push(inner.trim()) - 1}⟧`);
  const prose = notProse.reduce((text, pattern) => text.replace(pattern, " … "), marked);
  return blocksOf(prose).flatMap((block) =>
    [...block.matchAll(sentence)]
      .map(([text]) => ({
        text: text.replace(token, "").replace(/\s+/g, " ").trim(),
        comments: [...text.matchAll(token)].map(([, index]) => comments[Number(index)] ?? ""),
      }))
      .filter(({ text, comments: own }) => text !== "" || own.length > 0),
  );
}

/** Paragraphs, headings, items and cells of tables, each by itself. @param {string} prose */
function blocksOf(prose) {
  /** @type {string[]} */
  const blocks = [""];
  for (const line of prose.split("\n")) {
    if (line.trim() === "" || startsBlock.test(line)) blocks.push("");
    const content = line.replace(startsBlock, " ");
    if (/^\s*\|/.test(line)) blocks.push(...content.split("|"), "");
    else if (onlyComments.test(line)) blocks.push(content, "");
    else blocks[blocks.length - 1] += `${content}\n`;
  }
  return blocks.filter((block) => block.trim() !== "");
}
