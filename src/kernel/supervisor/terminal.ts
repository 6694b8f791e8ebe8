/** Erases the whole line; what stood on it is never seen again. */
const eraseLine = "\u001b[2K";

/**
 * Text as a terminal would show it in the end: of a line that is rewritten over and over by carriage returns and
 * backspaces only the last state is kept, and where the cursor stands on it.
 */
export function asShown(text: string): string {
  if (!/[\r\b]/.test(text) && !text.includes(eraseLine)) return text;
  return text.split("\n").map(lineAsShown).join("\n");
}

function lineAsShown(line: string): string {
  const erased = line.lastIndexOf(eraseLine);
  // What was on the line before this text begins is for the front end to erase.
  if (erased > 0) return lineAsShown(line.slice(erased));
  const [head, ...rewrites] = line.split("\r");
  if (rewrites.length === 0) return overwritten(head!);
  // A return at the end of a line means nothing more than its end.
  if (rewrites.every((part) => part === "")) return `${overwritten(head!)}\r`;
  const isColoured = line.includes("\u001b", 1);
  const last = isColoured ? (rewrites.findLast((part) => part !== "") ?? "") : overlaid(rewrites);
  return `${overwritten(head!)}\r${overwritten(last)}${rewrites.at(-1) === "" ? "\r" : ""}`;
}

/** Each state covers the one before; what is longer in that stays to be seen. */
function overlaid(parts: readonly string[]): string {
  return parts.some((part) => part.includes("\b"))
    ? parts.at(-1)!
    : parts.reduce((shown, part) => part + shown.slice(part.length), "");
}

/** Carries backspaces out, and keeps those that lead back before the text or leave the cursor within it. */
function overwritten(text: string): string {
  if (!text.includes("\b") || text.includes("\u001b", 1)) return text;
  let before = 0;
  let cursor = 0;
  const shown: string[] = [];
  for (const character of text) {
    if (character !== "\b") shown[cursor++] = character;
    else if (cursor > 0) cursor--;
    else if (shown.length === 0) before++;
  }
  return "\b".repeat(before) + shown.join("") + "\b".repeat(shown.length - cursor);
}
