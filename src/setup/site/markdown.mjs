import MarkdownIt from "markdown-it";
import { highlighted } from "./highlight.mjs";
import { addMath } from "./math.mjs";

/**
 * What turns the parts of a page into HTML.
 *
 * @typedef {object} Renderer
 * @property {(markdown: string) => string} markdown
 * @property {(code: string, language: string) => string} code a whole block
 */

/** @param {string} source @param {string} language */
const codeBlock = (source, language) =>
  `<pre class="code"><code>${highlighted(source.trimEnd(), language)}</code></pre>\n`;

/**
 * @param {"htmlAndMathml" | "mathml"} formulas what KaTeX writes: MathML alone where its fonts cannot be had
 * @returns {Renderer}
 */
export function createRenderer(formulas) {
  const markdown = new MarkdownIt({ html: true });
  addMath(markdown, formulas);
  markdown.renderer.rules.fence = (tokens, index) => {
    const { content = "", info = "" } = tokens[index] ?? {};
    return codeBlock(content, info.trim().split(/\s/)[0] ?? "");
  };
  return { markdown: (text) => markdown.render(text), code: codeBlock };
}
