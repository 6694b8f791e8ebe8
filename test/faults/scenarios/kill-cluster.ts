import { setTimeout as wait } from "node:timers/promises";
import type { RandomStream } from "../../../src/index.js";
import { undisturbedOn, whyNoCluster, withCluster, type ClusterUnderFault } from "../cluster-under-fault.js";
import type { Fault } from "../fault.js";
import { compareRuns, printOf } from "../kept-runs.js";
import { startSweep } from "../sweep-process.js";
import { add, noTrials, type Tally } from "../tally.js";

/** Runs of one sweep: enough for a few blows. */
const runs = 8;
/** Blows to one sweep: a run that loses three workers ends it, as it should. */
const blowsPerSweep = 2;

/** Strikes sweeps on a cluster from time to time, until it was done so often. */
const strikeSweeps =
  (blowOn: (cluster: ClusterUnderFault) => Promise<() => Promise<void>>): Fault["strike"] =>
  async (trials, random) => {
    const reference = await undisturbedOn(runs);
    let tally = noTrials;
    while (tally.trials < trials)
      tally = add(
        tally,
        await withCluster(async (cluster) => {
          const blow = await blowOn(cluster);
          return strikeSweep(
            cluster,
            Math.min(blowsPerSweep, trials - tally.trials),
            blow,
            reference,
            random,
          );
        }),
      );
    return tally;
  };

async function strikeSweep(
  cluster: ClusterUnderFault,
  blows: number,
  blow: () => Promise<void>,
  reference: ReadonlyMap<number, string>,
  random: RandomStream,
): Promise<Tally> {
  let tally = noTrials;
  let over = false;
  const sweeping = cluster.sweep(runs).finally(() => (over = true));
  // Handled below; until then a failure must not count as nobody's.
  sweeping.catch(() => undefined);
  for (let at = 0; at < blows; at++) {
    const begun = cluster.begun();
    while (!isOver() && cluster.begun() < begun + random.integer(1, 2)) await wait(10);
    await wait(random.uniform() * 300);
    if (isOver()) break;
    const before = await cluster.records();
    await blow();
    tally = add(tally, { trials: 1, lost: Math.max(0, before - (await cluster.records())) });
  }
  const records = await sweeping.catch((reason: unknown) => String(reason));
  if (typeof records === "string") return add(tally, { problems: [records] });
  const twice = cluster.trainedAgain();
  return add(add(tally, compareRuns(records.map(printOf), reference)), { twice });

  function isOver(): boolean {
    return over;
  }
}

export const killWorker: Fault = {
  name: "`kill -9` of a cluster's worker",
  trial: "one of two workers is killed while it trains, and another one started",
  few: 1,
  many: 20,
  impossible: whyNoCluster,
  strike: strikeSweeps(async (cluster) => {
    const workers = [await cluster.startWorker(), await cluster.startWorker()];
    return async () => {
      workers.shift()!.kill("SIGKILL");
      workers.push(await cluster.startWorker());
    };
  }),
};

export const killRedis: Fault = {
  name: "`kill -9` of Redis",
  trial:
    "the server is killed in the middle of a sweep on a cluster, and started again with what it had written",
  few: 1,
  many: 20,
  impossible: whyNoCluster,
  strike: strikeSweeps(async (cluster) => {
    await cluster.startWorker();
    return async () => {
      await cluster.redis.kill();
      await wait(200);
      await cluster.redis.restart();
    };
  }),
};

export const killCoordinator: Fault = {
  name: "`kill -9` of a cluster's coordinator",
  trial: "the process that sweeps on a cluster is killed, and the sweep started again",
  few: 1,
  many: 20,
  impossible: whyNoCluster,
  strike: async (trials, random) => {
    const reference = await undisturbedOn(runs);
    let tally = noTrials;
    while (tally.trials < trials)
      tally = add(
        tally,
        await withCluster((cluster) =>
          killCoordinators(cluster, Math.min(3, trials - tally.trials), reference, random),
        ),
      );
    return tally;
  },
};

async function killCoordinators(
  cluster: ClusterUnderFault,
  kills: number,
  reference: ReadonlyMap<number, string>,
  random: RandomStream,
): Promise<Tally> {
  await cluster.startWorker();
  let lost = 0;
  for (let at = 0; at < kills; at++) {
    const before = await cluster.records();
    const begun = cluster.begun();
    const sweeping = startSweep({ runs, on: cluster.redis.url });
    await sweeping.begun;
    while (cluster.begun() === begun && before < runs && (await cluster.records()) < runs) await wait(10);
    await wait(random.uniform() * 300);
    await sweeping.kill();
    lost += Math.max(0, before - (await cluster.records()));
  }
  const swept = await startSweep({ runs, on: cluster.redis.url }).finished;
  const tally = add(noTrials, { trials: kills, lost, twice: cluster.trainedAgain() });
  return swept === undefined
    ? add(tally, { problems: ["The last sweep did not come to its end."] })
    : add(tally, compareRuns(swept, reference));
}
