import type { Encoder } from "../../data/encoder/encoder.js";
import { featuresOf } from "../../data/encoder/column-code.js";
import type { TrainingRun } from "../../training/training-run.js";
import { predictTrees, type BoostedTrees } from "../learners/boost.js";
import { predictLinear, type LinearModel } from "../learners/linear.js";

/** The kinds of models that a search tries. */
export type Family = "linear" | "trees" | "network";

/** Inputs that are not known where another input, the indicator, is 1. */
export interface Gap {
  readonly indicator: number;
  readonly inputs: readonly number[];
}

/** A fitted model of one kind. */
export type Member =
  | { readonly family: "linear"; readonly model: LinearModel }
  | { readonly family: "trees"; readonly model: BoostedTrees; readonly gaps: readonly Gap[] }
  | { readonly family: "network"; readonly run: TrainingRun };

/**
 * What a model gives for encoded inputs, examples × outputs: class probabilities, or numbers in the scale of the targets.
 */
export function predictMember(member: Member, inputs: Float32Array): Float32Array {
  if (member.family === "linear") return predictLinear(member.model, inputs);
  if (member.family === "trees")
    return predictTrees(member.model, withGaps(inputs, member.gaps, member.model.width));
  return member.run.predict(inputs, { encoded: true });
}

/**
 * Where a row's missing cells are among its inputs. Linear models and networks need the number that fills such a cell; trees
 * do better without: each cut chooses a side for missing values.
 */
export function gapsOf({ codes = [] }: Encoder): readonly Gap[] {
  let at = 0;
  return codes.flatMap((code) => {
    const width = featuresOf(code).length;
    const first = at;
    at += width;
    if (!code.filling?.indicator || code.code === "words") return [];
    return [
      {
        indicator: first + width - 1,
        inputs: Array.from({ length: width - 1 }, (_, place) => first + place),
      },
    ];
  });
}

/** The inputs with NaN where a cell was missing. */
export function withGaps(inputs: Float32Array, gaps: readonly Gap[], width: number): Float32Array {
  if (gaps.length === 0) return inputs;
  const open = inputs.slice();
  for (let first = 0; first < open.length; first += width)
    for (const { indicator, inputs: places } of gaps)
      if (open[first + indicator] === 1) for (const place of places) open[first + place] = NaN;
  return open;
}
