import { createStudy } from "../../../src/tuning/study/create-study.js";

/** A process that is killed in the middle of a trial: `abandon-trial.js JOURNAL`. */
async function main(path: string): Promise<void> {
  const study = await createStudy({ storage: path });
  if (!study.trials.some(({ state }) => state === "waiting")) study.enqueue({ n: 2, x: 0.25 });
  const trial = study.ask();
  trial.suggestInt("n", 1, 3);
  trial.suggestFloat("x", 0, 1);
  process.kill(process.pid, "SIGKILL");
}

void main(process.argv[2]!);
