import { escapeXml } from "../charts/escape.js";
import { htmlDisplay, type Displayable } from "./mime-bundle.js";

/**
 * What to take along from a chapter, as a list whose numbers are computed by the cell.
 *
 * @throws {RangeError} if there is no point
 * @example
 * await show(recap(`The best rate was ${best.text}.`, `${diverged} of ${result.runs.length} runs diverged.`));
 */
export function recap(...points: readonly string[]): Displayable {
  if (points.length === 0) throw new RangeError("Cannot recap nothing: pass at least one sentence.");
  const items = points.map((point) => `<li>${escapeXml(point)}</li>`).join("");
  return htmlDisplay(`<ul>${items}</ul>`, points.map((point) => `• ${point}`).join("\n"));
}
