// The program of a worker process in tests: it trains fakes, and in the folder FAKE_WORKER_FOLDER it leaves a file for
// each fleet it has finished, and one for each time it killed itself as `units: 13` asks it to, FAKE_WORKER_DEATHS times.
import { randomUUID } from "node:crypto";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serve } from "../../src/sweep/workers/serve.js";
import { fakeTrainer } from "./fake-trainer.js";

const folder = process.env.FAKE_WORKER_FOLDER!;
const deaths = Number(process.env.FAKE_WORKER_DEATHS ?? 0);

const { trainer } = fakeTrainer((_, runs) => {
  const { units } = runs[0]!.hyperparameters;
  if (units === 666) throw new RangeError("The devil is in the units.");
  const died = readdirSync(folder).filter((name) => name.startsWith("death")).length;
  if (units !== 13 || died >= deaths) return;
  writeFileSync(join(folder, `death-${randomUUID()}`), "");
  process.kill(process.pid, "SIGKILL");
});

serve(() =>
  Promise.resolve(async (data, runs, options) => {
    const records = await trainer(data, runs, options);
    writeFileSync(join(folder, `finished-${randomUUID()}`), "");
    return records;
  }),
);
