import type { Metrics } from "../../training/training-run.js";
import type { Family } from "../candidates/member.js";
import { predictMembers } from "../search/ensemble.js";
import type { Chosen } from "../search/finish.js";
import type { Found } from "../search/search.js";
import { exampleLosses, rootMeanSquareInterval } from "./noise.js";
import type { Score } from "./report.js";
import { figuresOf, metricsOf, proportionInterval, repeatedOutputs, trivialPredictor } from "./scores.js";

/** A predictor on the test split. */
export interface Judged {
  readonly score: Score;
  readonly outputs: Float32Array;
  readonly metrics: Metrics;
  /** The loss of every test example, of a number in its unit, squared. */
  readonly losses: Float64Array;
}

/** Names of the untuned models in a report; networks come first, because they are what is tuned most. */
const untunedNames: Readonly<Record<Family, string>> = {
  network: "untuned network",
  linear: "untuned linear model",
  trees: "untuned trees",
};

/** The test split is read here, once: the result, then the untuned models, then the trivial predictor. */
export function judge({ tuned, untuned, targets }: Found, seed: number): Judged[] {
  const test = (chosen: Chosen): Float32Array => predictMembers(chosen.members, chosen.data.test.inputs);
  const named = Object.entries(untunedNames).flatMap(([family, name]) => {
    const chosen = untuned.find((one) => one.family === family);
    return chosen ? [judged(name, chosen, test(chosen), targets, seed)] : [];
  });
  const trivial = trivialPredictor(tuned.data);
  const same = repeatedOutputs(trivial, targets.length / perExample(tuned));
  const always = { ...tuned, validation: same };
  const said = repeatedOutputs(trivial, tuned.data.test.count);
  return [
    judged("tuned", tuned, test(tuned), targets, seed),
    ...named,
    judged(trivial.name, always, said, targets, seed),
  ];
}

/** Targets per example. */
const perExample = ({ data }: Chosen): number => (data.task === "classification" ? 1 : data.outputs);

function judged(
  predictor: string,
  chosen: Chosen,
  outputs: Float32Array,
  targets: Found["targets"],
  seed: number,
): Judged {
  const { data, validation } = chosen;
  const metrics = metricsOf(outputs, data.test.targets, data);
  // Models that were fitted on other rows have targets of another scale.
  const unit = data.targetScale?.deviation ?? 1;
  const losses = exampleLosses(outputs, data.test.targets, data).map((loss) => unit ** 2 * loss);
  // A search that was interrupted in its first trial has predictions for some of the folds only.
  const known = targets.subarray(0, (validation.length / data.outputs) * perExample(chosen));
  const test = figuresOf(outputs, data.test.targets, data);
  const interval: [number, number] =
    data.task === "classification"
      ? proportionInterval(test["accuracy"]!, data.test.count)
      : rootMeanSquareInterval(losses, seed);
  const score = { predictor, validation: figuresOf(validation, known, data), test, interval };
  return { score, outputs, metrics, losses };
}
