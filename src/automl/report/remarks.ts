import type { Family } from "../candidates/member.js";
import { calibrationRemarks } from "./calibration.js";
import { classRemarks } from "./classes.js";
import { logError } from "./scores.js";
import type { AutoTuneReport } from "./report.js";

/** With fewer examples than this, the test split says little. */
const smallTest = 100;

type Facts = Omit<AutoTuneReport, "remarks">;

/** Caveats for reading the metrics. */
export function remarks(facts: Facts): string[] {
  const { data } = facts;
  const tried = triedOf(facts);
  return [
    ...data.notes,
    ...endingRemarks(facts),
    consistsOf(facts),
    ...logRemarks(facts),
    ...untunedRemarks(facts),
    ...trivialRemarks(facts),
    ...(facts.classes ? classRemarks(facts.classes) : []),
    ...(facts.calibration ? calibrationRemarks(facts.calibration, data.test) : []),
    ...columnRemarks(facts),
    ...leakRemarks(facts),
    ...(data.test < smallTest
      ? [`The test split has only ${data.test} examples: differences of a few percent mean little.`]
      : []),
    `The validation figures are optimistic: they were used to choose among ${tried} ${tried === 1 ? "trial" : "trials"}. The test split was used once, after the search.`,
  ];
}

function endingRemarks(facts: Facts): string[] {
  const { ending, models, untried } = facts;
  if (ending === "interrupted") return ["The search was interrupted; this is the best so far."];
  if (ending !== "timeout") return [];
  if (triedOf(facts) === 1)
    return [
      `There was time for one trial only, an untuned ${words[models[0]!.model]}. Give it more minutes.`,
    ];
  const kinds = untried.map((family) => `a ${words[family]}`).join(" and ");
  return untried.length === 0 ? [] : [`There was no time to try ${kinds}. Give it more minutes.`];
}

/** Trials that could be compared, or were given up as worse. */
const triedOf = ({ study, scores, untried }: Facts): number => {
  const first = untunedOf(scores).length + untried.length;
  return study.trials.filter(({ state, number }) => state === "complete" || number >= first).length;
};

const untunedOf = (scores: Facts["scores"]): Facts["scores"] =>
  scores.filter(({ predictor }) => predictor.startsWith("untuned"));

const words: Readonly<Record<Family, string>> = {
  linear: "linear model",
  trees: "set of boosted trees",
  network: "network",
};

function consistsOf({ models, refitted, data }: Facts): string {
  const list = models.map(({ model, weight, trial }) =>
    models.length === 1
      ? `the ${words[model]} of trial ${trial}`
      : `${Math.round(100 * weight)} % the ${words[model]} of trial ${trial}`,
  );
  const fitted = refitted
    ? `, fitted again on all ${data.train + data.validation} rows but those of the test`
    : "";
  return models.length === 1
    ? `The result is ${list[0]!}${fitted}.`
    : `The result is the mean of ${models.length} models${fitted}: ${list.join(", ")}.`;
}

/** Whether tuning was worth it. */
function untunedRemarks(facts: Facts): string[] {
  const { scores, gains, data, models, bestTrial } = facts;
  const untuned = untunedOf(scores);
  if (untuned.length === 0) return [];
  if (models.length === 1 && bestTrial < untuned.length)
    return triedOf(facts) > untuned.length
      ? [
          `No trial was better on the validation rows than the untuned ${words[models[0]!.model]}, so it was chosen.`,
        ]
      : [];
  const best = untuned.reduce((least, one) =>
    gains[one.predictor]!.mean < gains[least.predictor]!.mean ? one : least,
  );
  const { mean, low, high } = gains[best.predictor]!;
  if (low > 0) return [];
  return mean >= 0 || high >= 0
    ? [
        `On the test split the result cannot be told from the best model without tuning, the ${best.predictor}: with ${data.test} examples the difference ` +
          "is within chance.",
      ]
    : [
        `On the test split the ${best.predictor} is better: what tuning gained on the validation rows was luck.`,
      ];
}

function trivialRemarks({ scores, gains, data }: Facts): string[] {
  const { predictor, test } = scores.at(-1)!;
  const { mean, low } = gains[predictor]!;
  const measure = data.task === "classification" ? "loss" : Object.keys(test)[0]!;
  const better = Object.values(gains).some((gain) => gain.high < 0 && gain.mean < mean);
  const why = better
    ? "although another model is: look for rows that are far from all others."
    : data.task === "classification"
      ? "there are too few rows, or the inputs say nothing about the target."
      : "there are too few rows, the inputs say nothing about the target, or a few targets far from all others decide it.";
  if (mean <= 0)
    return [
      `On the test split the result's ${measure} is no better than that of the trivial predictor, ${predictor}${better ? "," : ":"} ${why}`,
    ];
  return low > 0
    ? []
    : [
        `On the test split the result is not clearly better than the trivial predictor, ${predictor}: with ${data.test} examples its lower ` +
          `${measure} may be chance.`,
      ];
}

/** What an error of the logarithm is in the unit of the target. */
function logRemarks({ scores }: Facts): string[] {
  const error = scores[0]!.test[logError];
  return error === undefined
    ? []
    : [
        `Its ${logError} means that predictions are typically off by a factor of ${Number(Math.exp(error).toPrecision(3))}.`,
      ];
}

const lossOf = ({ test }: Facts["scores"][number]): number => test["loss"] ?? Object.values(test)[0]! ** 2;

/** A result whose loss is this share of the trivial predictor's is suspiciously good. */
const suspicious = 0.05;

/** A column on which nearly all depends in a result that is nearly perfect may be known only afterwards. */
function leakRemarks({ columns, scores, gains }: Facts): string[] {
  const [first, second] = columns;
  if (!first || !second) return [];
  const trivial = scores.at(-1)!;
  const [loss, worst] = [lossOf(scores[0]!), lossOf(trivial)];
  const alone = first.rise > 0 && second.rise < suspicious * first.rise;
  return alone && gains[trivial.predictor]!.low > 0 && loss < suspicious * worst
    ? [
        `Column "${first.column}" alone nearly gives the answer. If it is known only after what is to be predicted, leave it out: ` +
          `ignore: ["${first.column}"].`,
      ]
    : [];
}

/** Columns named in a sentence, at most. */
const namedColumns = 3;

function columnRemarks({ columns }: Facts): string[] {
  const needed = columns.filter(({ rise, deviation }) => rise > 2 * deviation && rise > 0);
  if (columns.length < 2 || needed.length === 0) return [];
  const names = needed.slice(0, namedColumns).map(({ column }) => `"${column}"`);
  return [`What matters most for it: ${names.join(", then ")}.`];
}
