import { median } from "../median.js";
import type { OwnMeasure } from "../own-measures.js";
import { functions } from "./functions.js";
import { ownRun, type BenchRow } from "./own-runs.js";
import { peerRuns } from "./peer-runs.js";

/** Our TPE and Optuna's on one function, seed by seed. */
export interface Duel {
  readonly function: string;
  readonly ours: BenchRow;
  readonly optuna: BenchRow;
}

type Measured = Awaited<ReturnType<OwnMeasure["run"]>>;

/** No setting of the sampler was chosen on seeds from here on. */
const firstFreshSeed = 100;

/** What the sampler of this library promises beside Optuna's. */
export const tuningMeasures: readonly OwnMeasure[] = [
  {
    name: "tuning: regret of TPE after 100 trials",
    run: async (quick) => regretVerdict(await duels(Object.keys(functions), quick ? 5 : 30, 100)),
  },
  ...[100, 1000].map((trials) => ({
    name: `tuning: time per suggestion of TPE at ${trials} trials`,
    run: async () => timeVerdict(await duels(["branin", "hartmann6"], 3, trials), trials),
  })),
];

async function duels(names: readonly string[], count: number, trials: number): Promise<Duel[]> {
  const seeds = Array.from({ length: count }, (_, place) => firstFreshSeed + place);
  const found: Duel[] = [];
  for (const name of names) {
    const test = await functions[name as keyof typeof functions]();
    const ours = await ownRun("tpe", test, seeds, trials);
    const [optuna] = await peerRuns(["optuna tpe"], test, seeds, trials);
    if (optuna !== undefined && !("missing" in optuna)) found.push({ function: name, ours, optuna });
  }
  return found;
}

/** Whether our median regret is no larger on any function. */
export function regretVerdict(all: readonly Duel[]): Measured {
  const regrets = ({ ours, optuna }: Duel): [number, number] => [
    median(ours.regrets),
    median(optuna.regrets),
  ];
  return {
    what: "regret of TPE after 100 trials, medians over the seeds",
    target: "no larger than that of Optuna's TPE",
    measured: inWords(all, (duel) =>
      regrets(duel)
        .map((regret) => regret.toPrecision(3))
        .join(" against "),
    ),
    met: all.length > 0 && all.every((duel) => regrets(duel)[0] <= regrets(duel)[1]),
    details: all,
  };
}

/** Whether a suggestion takes a fifth of the time at most, on every function. */
export function timeVerdict(all: readonly Duel[], trials: number): Measured {
  const times = ({ ours, optuna }: Duel): [number, number] => [median(ours.times), median(optuna.times)];
  const ratio = (duel: Duel): number => times(duel)[1] / times(duel)[0];
  return {
    what: `time per suggestion of TPE at ${trials} trials`,
    target: "at least 5 times as fast as Optuna's TPE",
    measured: inWords(
      all,
      (duel) => `${times(duel)[0].toPrecision(2)} ms, ${ratio(duel).toFixed(1)} times as fast`,
    ),
    met: all.length > 0 && all.every((duel) => ratio(duel) >= 5),
    details: all,
  };
}

function inWords(all: readonly Duel[], text: (duel: Duel) => string): string {
  if (all.length === 0) return "not run: Optuna is not installed (npm start -- --setup-only)";
  return all.map((duel) => `${duel.function} ${text(duel)}`).join("; ");
}
