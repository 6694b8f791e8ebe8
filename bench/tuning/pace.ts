import { floatDomain } from "../../src/hyperparameters/space/make-domain.js";
import { stream } from "../../src/random/stream.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import { median } from "../median.js";
import type { PeerProcess } from "../peer-process.js";
import { ownName } from "./contest.js";
import { samplers } from "./samplers.js";

/** Milliseconds of processor time per suggestion, so that a busy machine changes little, by the number of trials that are known; what would take too long is left out. */
export type Pace = Readonly<Record<number, number>>;

/** A level is left out where the one before, with a tenth of the trials, took longer than this. */
const tooSlow = 300;
const asked = 5;
const names = Array.from({ length: 5 }, (_, place) => `x${place}`);
const range = floatDomain("x", -5, 5);

/** How long a tuner takes to suggest five numbers when it knows 10, 100, … random trials: medians of five suggestions. */
export async function paceOf(tuner: string, levels: readonly number[], peer: PeerProcess): Promise<Pace> {
  const pace: Record<number, number> = {};
  for (const trials of levels) {
    const own = ownName(tuner);
    const times = own === undefined ? await peerTimes(peer, tuner, trials) : await ownTimes(own, trials);
    if (times === undefined) return pace;
    pace[trials] = median(times);
    if (pace[trials] > tooSlow) return pace;
  }
  return pace;
}

async function peerTimes(peer: PeerProcess, tuner: string, trials: number): Promise<number[] | undefined> {
  const answer = (await peer.ask({ do: "pace", tuner, trials, asked })) as { readonly times?: number[] };
  return answer.times;
}

async function ownTimes(own: string, trials: number): Promise<number[]> {
  const random = stream(1, "pace");
  const study = await createStudy({ sampler: samplers[own]!(1) });
  study.addTrials(
    Array.from({ length: trials }, () => {
      const params = Object.fromEntries(names.map((name) => [name, 10 * random.uniform() - 5]));
      const domains = Object.fromEntries(names.map((name) => [name, range]));
      return { params, domains, values: [Object.values(params).reduce((sum, x) => sum + x * x, 0)] };
    }),
  );
  return Array.from({ length: asked }, () => {
    const begun = process.cpuUsage();
    const trial = study.ask();
    const value = names.reduce((sum, name) => sum + trial.suggestFloat(name, -5, 5) ** 2, 0);
    const { user, system } = process.cpuUsage(begun);
    study.tell(trial, value);
    return (user + system) / 1000;
  });
}
