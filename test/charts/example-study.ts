import type { StudyView, TrialRecord } from "../../src/tuning/trial/trial-record.js";
import { stream } from "../../src/random/stream.js";
import type { Space } from "../../src/hyperparameters/space/domain.js";

const domains: Space = {
  learningRate: { kind: "float", low: 1e-4, high: 1, log: true, step: undefined },
  momentum: { kind: "float", low: 0, high: 0.99, log: false, step: undefined },
  activation: { kind: "categorical", choices: ["relu", "tanh", "gelu"] },
};

/** A finished search over three parameters: best near a rate of 0.03; every seventh trial pruned, the ninth failed. */
export function exampleStudy(objectives: 1 | 2 = 1, trials = 40): StudyView {
  const random = stream(3, "study");
  const directions = (["minimize", "maximize"] as const).slice(0, objectives);
  const records = Array.from({ length: trials }, (_, number): TrialRecord => {
    const learningRate = 10 ** (-4 + 4 * random.uniform());
    const momentum = 0.99 * random.uniform();
    const activation = ["relu", "tanh", "gelu"][random.integer(0, 2)]!;
    const loss =
      0.1 + (Math.log10(learningRate) + 1.5) ** 2 / 4 + (momentum - 0.7) ** 2 + 0.05 * random.uniform();
    const state = number === 9 ? "failed" : number % 7 === 6 ? "pruned" : "complete";
    const steps = state === "pruned" ? 4 : 10;
    const reported = Array.from({ length: steps }, (_, step) => ({
      step: step + 1,
      value: loss + 2 / (step + 1),
    }));
    return {
      number,
      state,
      values: state === "failed" ? [] : [loss, 1 / loss - 3 * random.uniform()].slice(0, objectives),
      params: { learningRate, momentum, activation },
      domains,
      intermediateValues: reported,
      attributes: {},
      systemAttributes: {},
      started: undefined,
      finished: undefined,
    };
  });
  return { name: "rate-and-momentum", directions, trials: records };
}

/** The same, two trials at a time, each of them ten seconds or more; the last two are running and waiting. */
export function timedStudy(): StudyView {
  const { trials, ...rest } = exampleStudy();
  const start = Date.UTC(2026, 0, 1);
  const timed = trials.map((trial): TrialRecord => {
    const begun = start + 10_000 * Math.floor(trial.number / 2);
    if (trial.number === 39) return { ...trial, state: "waiting", values: [] };
    const started = new Date(begun);
    if (trial.number === 38) return { ...trial, state: "running", values: [], started };
    return { ...trial, started, finished: new Date(begun + 10_000 + 100 * (trial.number % 2)) };
  });
  return { ...rest, trials: timed };
}
