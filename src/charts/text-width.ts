/** Widths of Helvetica's characters, in thousandths of the font size (Adobe's metrics, grouped to the nearest fifty). */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[ijl'|]/, 222],
  [/[\sfIt.,:;!/\\()[\]-]/, 285],
  [/[r"`*°]/, 340],
  [/[Jcksvxyz]/, 500],
  [/[ABEKPSVXY&]/, 667],
  [/[CDHNRUw]/, 722],
  [/[GOQ]/, 778],
  [/[mM%]/, 850],
  [/[W@—]/, 960],
];
const usual = 556;

/**
 * The width of a line of text in pixels, set in Helvetica or an equivalent (Arial, Liberation Sans). Node has no canvas
 * to measure with; this is accurate to a few percent, and the same on every machine.
 */
export function textWidth(text: string, fontSize: number, bold = false): number {
  let thousandths = 0;
  for (const character of text) {
    thousandths += widths.find(([pattern]) => pattern.test(character))?.[1] ?? usual;
  }
  return (thousandths * fontSize * (bold ? 1.06 : 1)) / 1000;
}
