import type { Direction } from "../trial/trial-record.js";

/** @throws {RangeError} if a study that exists is opened with other directions than it was begun with */
export function checkDirections(name: string, kept: readonly Direction[], asked: readonly Direction[]): void {
  if (kept.length === asked.length && kept.every((direction, index) => direction === asked[index])) return;
  throw new RangeError(
    `Cannot open study "${name}" to ${asked.join(", ")}: it was begun to ${kept.join(", ")}, and a study keeps its ` +
      `directions. Open it with those, or choose another name.`,
  );
}
