const red = (text: string): string => `\u001b[31m${text}\u001b[39m`;
const dim = (text: string): string => `\u001b[2m${text}\u001b[22m`;

/** Lines shown above and below the one that matters. */
const context = 2;

/**
 * The lines around a place in a cell, with a caret under it.
 *
 * @param line From 1. @param column From 1. @param length How many characters to underline, at least one.
 */
export function codeFrame(code: string, line: number, column: number, length = 1): string {
  const lines = code.split(/\r?\n/);
  const first = Math.max(1, line - context);
  const last = Math.min(lines.length, line + context);
  const width = String(last).length;
  const shown: string[] = [];
  for (let number = first; number <= last; number++) {
    const text = clip(lines[number - 1] ?? "");
    const gutter = `${String(number).padStart(width)} | `;
    shown.push(number === line ? `${red(">")} ${gutter}${text}` : dim(`  ${gutter}${text}`));
    if (number !== line) continue;
    const underline = "^".repeat(Math.max(1, Math.min(length, text.length - column + 1)));
    shown.push(`  ${" ".repeat(width)} | ${" ".repeat(Math.max(0, column - 1))}${red(underline)}`);
  }
  return shown.join("\n");
}

/** A line of a million characters helps nobody. */
function clip(line: string): string {
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
