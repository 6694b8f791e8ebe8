// A program that trains and is sent SIGINT; argv[2] says what it does about it.
import { setTimeout as wait } from "node:timers/promises";
import { handleSigint, presets, toDataset, train, type TrainingRun } from "../../../src/index.js";
import { listenForInterruption } from "../../../src/runtime/interruption.js";

const x = Array.from({ length: 60 }, (_, at) => [Math.sin(at), Math.cos(at)]);
const data = toDataset({ x, y: x.map(([a]) => (a! > 0 ? "above" : "below")) });
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Trains for longer than the test lasts, unless interrupted. */
async function trainForLong(): Promise<TrainingRun> {
  const hyperparameters = { ...presets.baseline, epochs: 1_000_000 };
  const onEpoch = ({ record }: { record: { epoch: number } }): undefined => {
    if (record.epoch === 2) say("training");
  };
  const run = await train(data, hyperparameters, { onEpoch });
  say(run.ending);
  return run;
}

const programs: Readonly<Record<string, () => Promise<void>>> = {
  saves: async () => {
    const run = await trainForLong();
    await wait(100);
    say(`saved ${run.history.length > 1}`);
    await wait(600_000);
  },
  loops: async () => {
    for (let seed = 1; seed < 4; seed++) await trainForLong();
  },
  ends: async () => {
    await trainForLong();
  },
  listens: async () => {
    process.once("SIGINT", () => {
      say("heard");
    });
    await trainForLong();
    await wait(1500);
    say("went on");
  },
  declines: async () => {
    handleSigint(false);
    await trainForLong();
  },
  hangs: async () => {
    const interruption = listenForInterruption();
    const started = setInterval(() => undefined, 1000);
    say("training");
    interruption.signal.addEventListener("abort", () => {
      say("asked to end");
    });
    await wait(600_000);
    clearInterval(started);
    interruption.release();
  },
};

void programs[process.argv[2]!]!();
