import { join } from "node:path";
import { createStudy, type RandomStream, type Study, type Trial } from "../../src/index.js";
import { randomSampler } from "../../src/tuning/index.js";
import { withSmallDisk, type SmallDisk } from "./small-disk.js";
import { add, noTrials, type Tally } from "./tally.js";

/** A fault that begins and ends. */
export interface Spell {
  readonly strike: () => void;
  readonly relieve: () => void;
}

const trialsInAll = 40;
const diskSize = 128 * 1024;

const objective = (trial: Trial): number => {
  const x = trial.suggestFloat("x", -1, 1);
  // Long lines, so that a disk of a few pages is soon full.
  trial.setAttribute("note", "x".repeat(500));
  return x * x;
};

/** Studies whose journal is struck after a random trial: they must say so, lose nothing finished, and go on as if nothing had been. */
export async function strikeStudy(
  times: number,
  random: RandomStream,
  spellOn: (disk: SmallDisk) => Spell,
): Promise<Tally> {
  const whole = await createStudy({ sampler: randomSampler({ seed: 1 }) });
  await whole.optimize(objective, { trials: trialsInAll });
  let tally = noTrials;
  for (let at = 0; at < times; at++)
    tally = add(tally, await withSmallDisk(diskSize, (disk) => one(disk, spellOn(disk), whole, random)));
  return add(tally, { trials: times });
}

async function one(
  disk: SmallDisk,
  { strike, relieve }: Spell,
  whole: Study,
  random: RandomStream,
): Promise<Tally> {
  const path = join(disk.folder, "study.journal");
  const open = (): Promise<Study> => createStudy({ storage: path, sampler: randomSampler({ seed: 1 }) });
  const moment = random.integer(1, trialsInAll / 2);
  const study = await open();
  const told = new Map<number, readonly number[]>();
  const failure = await study
    .optimize(objective, {
      trials: trialsInAll,
      callbacks: [
        (_, { number, values }): void => {
          told.set(number, values);
          if (told.size === moment) strike();
        },
      ],
    })
    .then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
  relieve();
  const later = await open();
  const kept = later.trials.filter(({ state }) => state === "complete");
  const lost = [...told].filter(([number, values]) => later.trials[number]?.values[0] !== values[0]);
  await later.optimize(objective, { trials: trialsInAll - kept.length });
  const finished = later.trials.filter(({ state }) => state === "complete");
  return add(noTrials, {
    finished: finished.length,
    lost: lost.length + Math.max(0, trialsInAll - finished.length),
    twice: finished.length - new Set(finished.map(({ number }) => number)).size,
    // What a trial draws depends on its number alone; one that was broken off keeps its number.
    different: finished.filter(
      ({ number, values }) => values[0] !== (whole.trials[number] ?? { values }).values[0],
    ).length,
    problems: saysWhy(failure, path) ? [] : [`It did not say what failed: ${String(failure)}`],
  });
}

function saysWhy(failure: Error | undefined, path: string): boolean {
  return failure !== undefined && failure.message.startsWith(`Cannot write to the journal ${path}`);
}
