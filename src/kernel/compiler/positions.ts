/** Jupyter counts characters (code points), JavaScript counts UTF-16 units: from the former to the latter. */
export function toUnits(text: string, points: number): number {
  let units = 0;
  for (const character of text) {
    if (points-- <= 0) break;
    units += character.length;
  }
  return units;
}

/** From UTF-16 units to characters. */
export function toPoints(text: string, units: number): number {
  return Array.from(text.slice(0, units)).length;
}
