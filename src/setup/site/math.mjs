import katex from "katex";
import { SetupProblem } from "../problem.mjs";

/** A formula within a line: `$…$` without white space just inside, nor a digit behind, as sums of money have. */
const inline = /\$((?:[^\s$\\]|\\.)(?:(?:[^$\\]|\\.)*?(?:[^\s$\\]|\\.))?)\$(?!\d)/y;
/** A formula of its own: `$$…$$`, over as many lines as it takes. */
const display = /\$\$((?:[^$\\]|\\.)+)\$\$/y;

/**
 * Formulas in Markdown as JupyterLab reads them, rendered once, when the page is made.
 *
 * @param {import("markdown-it").default} markdown
 * @param {"htmlAndMathml" | "mathml"} output what KaTeX writes: MathML alone where its fonts cannot be had
 */
export function addMath(markdown, output) {
  markdown.inline.ruler.before("escape", "math", (state, silent) => {
    for (const [pattern, displayMode] of /** @type {const} */ ([
      [display, true],
      [inline, false],
    ])) {
      pattern.lastIndex = state.pos;
      const match = pattern.exec(state.src);
      if (match === null) continue;
      if (!silent) Object.assign(state.push("math", "math", 0), { content: match[1], meta: { displayMode } });
      state.pos = pattern.lastIndex;
      return true;
    }
    return false;
  });
  markdown.renderer.rules["math"] = (tokens, index) => {
    const { content = "", meta } = tokens[index] ?? {};
    return formula(content, { displayMode: meta.displayMode, output });
  };
}

/** @param {string} source @param {import("katex").KatexOptions} options @returns {string} HTML */
function formula(source, options) {
  try {
    return katex.renderToString(source, { ...options, strict: "ignore" });
  } catch (error) {
    throw new SetupProblem(`Cannot render the formula "${source}": ${/** @type {Error} */ (error).message}`, [
      "Write it with commands that KaTeX knows: https://katex.org/docs/supported",
    ]);
  }
}
