import type { Split } from "../../data/dataset.js";
import type { Params } from "../../hyperparameters/space/domain.js";
import type { Trial } from "../../tuning/trial/trial.js";
import { boostTrees } from "../learners/boost.js";
import { scoreCount } from "../learners/link.js";
import type { Candidate, Examples, Fit, FitOptions } from "./candidate.js";
import { gapsOf, withGaps } from "./member.js";

/** Columns that each tree sees, at most: with thousands it is as good with some of them, and much sooner grown. */
const mostColumns = 1000;

/** Gradient-boosted trees. The untuned values are those of scikit-learn's `HistGradientBoosting`, with leaves that fit few rows. */
export function treesCandidate({ train }: Examples): Candidate {
  const mostShare = Math.min(1, mostColumns / (train.inputs.length / train.count));
  const mostRows = Math.max(2, Math.min(50, Math.floor(train.count / 8)));
  return {
    family: "trees",
    untuned: {
      treeRate: 0.1,
      leaves: 31,
      leafRows: Math.min(20, mostRows),
      treePenalty: 0.001,
      columnShare: mostShare,
      rowShare: 1,
    },
    enough: Infinity,
    suggest: (trial: Trial): Params => ({
      treeRate: trial.suggestFloat("treeRate", 0.02, 0.3, { log: true }),
      leaves: trial.suggestInt("leaves", 2, 64, { log: true }),
      leafRows: trial.suggestInt("leafRows", 1, mostRows, { log: true }),
      treePenalty: trial.suggestFloat("treePenalty", 1e-3, 30, { log: true }),
      columnShare: trial.suggestFloat("columnShare", 0.2 * mostShare, mostShare),
      rowShare: trial.suggestFloat("rowShare", 0.5, 1),
    }),
    fit: fitTrees,
  };
}

/** Sums of all leaves of a tree, at most, so that wide tables fit in memory. */
const mostSums = 2e7;

async function fitTrees(data: Examples, params: Params, options: FitOptions): Promise<Fit> {
  const gaps = gapsOf(data.encoder);
  const width = data.train.inputs.length / data.train.count;
  const open = (split: Split): Split => ({ ...split, inputs: withGaps(split.inputs, gaps, width) });
  const number = (name: string): number => Number(params[name]);
  const bins = width * Math.min(256, data.train.count);
  const model = await boostTrees(
    { ...data, train: open(data.train), validation: open(data.validation) },
    {
      rate: number("treeRate"),
      leaves: Math.max(2, Math.min(number("leaves"), Math.floor(mostSums / bins))),
      leafRows: number("leafRows"),
      penalty: number("treePenalty"),
      columnShare: number("columnShare"),
      rowShare: number("rowShare"),
    },
    { seed: options.seed, rounds: options.effort, signal: options.signal },
  );
  const effort = model.trees.length / scoreCount(data);
  return { member: { family: "trees", model, gaps }, effort, ending: "complete" };
}
