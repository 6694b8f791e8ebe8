import { extentOf } from "../runtime/extent.js";
import { regionAbove, type Region } from "./contour.js";

/** What makes predictions: a trained run, or anything with its `predict`. */
export interface Predictor {
  /** Class probabilities for inputs in the network's own units. */
  predict(inputs: Float32Array, options?: { readonly encoded?: boolean }): Float32Array;
}

interface Panel {
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  /** Which step of the slider the regions belong to. */
  readonly frame: number;
}

/** Margins over the runner-up class: ahead at all, clearly ahead, almost certain. */
const leads = [0, 0.4, 0.8];

/** The regions of the plane where each class is the most probable, one for each level of certainty. */
export function decisionRegions(
  model: Predictor,
  classes: number,
  domain: { readonly x: readonly [number, number]; readonly y: readonly [number, number] },
  panel: Panel,
): Region[] {
  const { samples } = panel;
  const at = ([low, high]: readonly [number, number], index: number): number =>
    low + ((high - low) * index) / (samples - 1);
  const inputs = new Float32Array(2 * samples ** 2);
  for (let index = 0; index < samples ** 2; index++) {
    inputs[2 * index] = at(domain.x, index % samples);
    inputs[2 * index + 1] = at(domain.y, Math.floor(index / samples));
  }
  const shares = classShares(model.predict(inputs, { encoded: true }), samples ** 2, classes);
  return Array.from({ length: classes }, (_, winner) => {
    const values = shares.map(
      (row) => row[winner]! - extentOf(row.filter((_, other) => other !== winner))[1],
    );
    const field = { columns: samples, rows: samples, values };
    return leads.map((lead) =>
      regionAbove(field, lead, panel.width, panel.height, { class: winner, frame: panel.frame }),
    );
  }).flat();
}

/** One row of class probabilities per sample; a single output is read as the probability of the second class. */
function classShares(outputs: Float32Array, count: number, classes: number): number[][] {
  const width = outputs.length / count;
  return Array.from({ length: count }, (_, index) => {
    const row = Array.from(outputs.subarray(index * width, (index + 1) * width));
    return width === 1 && classes === 2 ? [1 - row[0]!, row[0]!] : row;
  });
}
