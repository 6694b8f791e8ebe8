import { createStudy } from "../../../src/tuning/study/create-study.js";
import { randomSampler } from "../../../src/tuning/samplers/random-samplers.js";
import { journalStorage } from "../../../src/tuning/storage/journal-storage.js";

/** A process that adds trials to a journal: `journal-worker.js PATH TRIALS`; prints each number once told. */
async function main(path: string, trials: number): Promise<void> {
  const storage = journalStorage(path, { patience: 0.2 });
  const study = await createStudy({ name: "shared", storage, sampler: randomSampler() });
  await study.optimize(
    (trial) => {
      const x = trial.suggestFloat("x", -1, 1);
      trial.report(x, 0);
      return x * x + trial.suggestInt("n", 0, 3);
    },
    {
      trials,
      callbacks: [
        (_study, { number }): void => {
          process.stdout.write(`${number}\n`);
        },
      ],
    },
  );
}

void main(process.argv[2]!, Number(process.argv[3]));
