import { createHash } from "node:crypto";
import { presets, toDataset, type Dataset, type RunRecord } from "../../src/index.js";
import { recordToText } from "../../src/training/records/run-record.js";

/** Two noisy classes on a line: something small that can be learned. */
export function smallData(): Dataset {
  const x = Array.from({ length: 120 }, (_, at) => [Math.sin(at), Math.cos(3 * at)]);
  return toDataset({ x, y: x.map(([a, b]) => (a! + 0.3 * b! > 0 ? "above" : "below")) });
}

export const smallBase = { ...presets.baseline, epochs: 3 };

/**
 * So many values to sweep over. Each gives a network another structure: then every run is a fleet of its own, and its
 * numbers cannot depend on which runs happened to be left to train beside it.
 */
export const smallValues = (runs: number): { units: number[] } => ({
  units: Array.from({ length: runs }, (_, at) => at + 2),
});

/** The run's numbers as a digest: equal only if every bit of them is. The time they took is left out. */
export function fingerprint(record: RunRecord): string {
  const timeless = {
    ...record,
    seconds: 0,
    history: record.history.map((epoch) => ({ ...epoch, seconds: 0 })),
  };
  return createHash("sha256").update(recordToText(timeless)).digest("hex").slice(0, 16);
}
