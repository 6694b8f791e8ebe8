import { createStudy, loadDataset, presets, sweep, train, type Study } from "../../src/index.js";
import { tpeSampler } from "../../src/tuning/index.js";

const quick = { ...presets.baseline, epochs: 3 };
const digits = () => loadDataset("digits", { examples: 200 });

/** What the examples of the docstrings take for granted, made anew for each. */
export const fixtures = {
  digits,
  run: async () => train(await digits(), quick),
  fast: async () => train(await digits(), { ...quick, learningRate: 0.1 }),
  slow: async () => train(await digits(), { ...quick, learningRate: 0.001 }),
  result: async () =>
    sweep(await digits(), quick, { learningRate: [0.0001, 0.01, 0.1] }, { seeds: 5, cache: false }),
  study: async (): Promise<Study> => {
    const study = await createStudy({ name: "valley", sampler: tpeSampler({ seed: 1 }) });
    await study.optimize(
      (trial) => {
        const learningRate = trial.suggestFloat("learningRate", 1e-4, 1, { log: true });
        const momentum = trial.suggestFloat("momentum", 0, 0.99);
        const loss = (Math.log10(learningRate) + 2) ** 2 + (momentum - 0.9) ** 2;
        for (let epoch = 1; epoch <= 3; epoch++) trial.report(loss + 1 / epoch, epoch);
        return loss;
      },
      { trials: 12 },
    );
    return study;
  },
};
