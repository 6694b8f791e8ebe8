import { classRemarks } from "./classes.js";
import type { AutoTuneReport } from "./report.js";

/** With fewer examples than this, the test split says little. */
const smallTest = 100;

/** Caveats for reading the metrics. */
export function remarks(facts: Omit<AutoTuneReport, "remarks">): string[] {
  const { data, ending, bestTrial, scores, study } = facts;
  const tried = study.trials.length;
  const named = (name: string): (typeof scores)[number] | undefined =>
    scores.find(({ predictor }) => predictor === name);
  const main = data.task === "classification" ? "loss" : "RMSE";
  const [tuned, baseline, trivial] = [named("tuned")!, named("baseline"), scores.at(-1)!];
  return [
    ...data.notes,
    ...(ending === "interrupted" ? ["The search was interrupted; this is the best trial so far."] : []),
    ...(ending === "timeout" && tried === 1
      ? ["Time was up in the first trial: this is the baseline, cut short. Give it more minutes."]
      : []),
    ...(baseline === undefined
      ? ["The baseline diverged: look for extreme values in the data."]
      : bestTrial === 0
        ? ["No trial beat the baseline on the validation split, so the baseline was chosen."]
        : tuned.test[main]! > baseline.test[main]!
          ? [
              `On the test split the baseline's ${main} is lower: what tuning gained on the validation split may have been luck.`,
            ]
          : []),
    ...(tuned.test[main]! < trivial.test[main]!
      ? []
      : [
          `On the test split the tuned network's ${main} is no better than that of the trivial predictor, ${trivial.predictor}: there are too ` +
            "few rows, or the inputs say nothing about the target.",
        ]),
    ...(facts.classes ? classRemarks(facts.classes) : []),
    ...(data.test < smallTest
      ? [`The test split has only ${data.test} examples: differences of a few percent mean little.`]
      : []),
    `The validation figures are optimistic: they were used to choose this one of ${tried} ${tried === 1 ? "trial" : "trials"}. The test split was used once, after the search.`,
  ];
}
