import { escapeXml } from "../../charts/escape.js";
import { htmlDisplay, type Displayable } from "../mime-bundle.js";
import { summaryTable } from "../table.js";
import { said, saidText, type Statement } from "./statement.js";

/**
 * The takeaways of a chapter, as a list of its claims: a supported one as its sentence with its numbers, one that is
 * not settled or contradicted marked as such, one from the literature with its source.
 *
 * @param points claims, or the results of `cited` and `untested`; or sentences without a result, whose numbers the cell computes
 * @throws {RangeError} if there is no point
 * @example
 * const evidence = isNear([0.49, 0.51, 0.5], 0.5, { quantity: "ratio", replicated: "seed" });
 * const halved = claim({ id: "halved", sentence: "Each layer halves the second moment.", evidence });
 * const known = cited({ id: "l2", sentence: "Stopping early acts like an L2 penalty.", source: "[2]" });
 * await show(recap(halved, known));
 */
export function recap(...points: readonly (Statement | string)[]): Displayable {
  if (points.length === 0) throw new RangeError("Cannot recap nothing: pass at least one claim.");
  const items = points.map((point) => `<li>${pointHtml(point)}</li>`).join("");
  const lines = points.map((point) => `• ${typeof point === "string" ? point : saidText(point)}`);
  return htmlDisplay(`<ul>${items}</ul>`, lines.join("\n"));
}

function pointHtml(point: Statement | string): string {
  if (typeof point === "string") return escapeXml(point);
  const { sentence, origin } = said(point);
  return `${escapeXml(sentence)} <small>(${escapeXml(origin)})</small>`;
}

/**
 * A table of what a hyperparameter interacts with. Every row is a claim, and the last column says where it comes from.
 *
 * @param name the hyperparameter the chapter isolates, for the heading of the second column
 * @param rows what is changed → what that does
 * @throws {RangeError} if there is no row
 * @example
 * const known = cited({ id: "slower", sentence: "It stops later.", source: "[2]" });
 * await show(
 *   interactions("early stopping", {
 *     "learning rate halved": known,
 *     "a larger network": untested("It matters more."),
 *   }),
 * );
 */
export function interactions(name: string, rows: Readonly<Record<string, Statement>>): Displayable {
  const lines = Object.entries(rows).map(([change, statement]) => {
    const { sentence, origin } = said(statement);
    return { "change this": change, [`and ${name}`]: sentence, "how we know": origin };
  });
  return summaryTable(lines, { caption: `What interacts with ${name}`, limit: lines.length });
}
