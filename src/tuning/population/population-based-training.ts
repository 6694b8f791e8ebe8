import { checkOptionNames } from "../../runtime/nearest-name.js";
import { type RandomStream, stream } from "../../random/stream.js";
import type { Choice, Domain, Params, Space } from "../../hyperparameters/space/domain.js";
import { fromUnit, toUnit } from "../../hyperparameters/space/unit-scale.js";
import { listenForInterruption, type Interruption } from "../../runtime/interruption.js";
import type { Direction } from "../trial/trial-record.js";

/** The population and how it is trained; `State` is what a member has learned, such as weights. */
export interface PopulationOptions<State> {
  /** The hyperparameters that may change while training, by name. */
  readonly space: Space;
  /** Trains a member for one round under these hyperparameters; the score may be NaN, which is the worst. */
  readonly step?: (
    state: State,
    params: Params,
    where: PopulationPlace,
  ) => PopulationStep<State> | Promise<PopulationStep<State>>;
  /** Instead of `step`: trains all members for one round at once, as one fleet; returns the results in their order. */
  readonly stepTogether?: (
    members: readonly PopulationMember<State>[],
    where: PopulationRound,
  ) => readonly PopulationStep<State>[] | Promise<readonly PopulationStep<State>[]>;
  /** A member before any training. */
  readonly start: (member: number, random: RandomStream) => State | Promise<State>;
  /** A copy that shares nothing with the original. */
  readonly copy: (state: State) => State;
  /** ≥ 2. Default 10. */
  readonly members?: number;
  /** ≥ 1. Default 10. */
  readonly rounds?: number;
  readonly direction?: Direction;
  /** The worst fraction that is replaced by copies of the best after each round, (0, 0.5]. Default 0.2. */
  readonly replaced?: number;
  readonly seed?: number;
  readonly signal?: AbortSignal;
}

export interface PopulationRound {
  readonly round: number;
  readonly signal: AbortSignal;
}

export interface PopulationPlace extends PopulationRound {
  readonly member: number;
}

/** A member before a round. */
export interface PopulationMember<State> {
  readonly state: State;
  readonly params: Params;
}

export interface PopulationStep<State> {
  readonly state: State;
  readonly score: number;
}

/** One member after one round. */
export interface PopulationRecord {
  readonly round: number;
  readonly member: number;
  readonly params: Params;
  readonly score: number;
  /** The better member whose state it copied after this round, if any. */
  readonly replacedBy?: number;
}

export interface PopulationResult<State> {
  /** Every member after every round, in that order: lineages can be drawn from it. */
  readonly history: readonly PopulationRecord[];
  readonly best: PopulationRecord & { readonly state: State };
  readonly ending: "complete" | "interrupted";
}

interface Member<State> extends PopulationMember<State> {
  readonly score: number;
}

/**
 * Population-based training: members train side by side; after each round the worst copy the weights and
 * hyperparameters of the best (exploit) and perturb the hyperparameters (explore). The result is a *schedule* of
 * hyperparameters and a trained member, for the cost of training the population once.
 *
 * @throws {RangeError} if an option is out of range
 * @example
 * const { best } = await populationBasedTraining({
 *   space: { learningRate: { kind: "float", low: 1e-4, high: 1, log: true, step: undefined } },
 *   start: () => 5, copy: (weight) => weight, direction: "minimize",
 *   step: (weight, params) => { const next = weight * (1 - Number(params.learningRate)); return { state: next, score: next ** 2 }; },
 * });
 * @see Jaderberg et al., "Population based training of neural networks", 2017
 */
export async function populationBasedTraining<State>(
  options: PopulationOptions<State>,
): Promise<PopulationResult<State>> {
  checkOptionNames("call populationBasedTraining", options, [
    "space",
    "step",
    "stepTogether",
    "start",
    "copy",
    "members",
    "rounds",
    "direction",
    "replaced",
    "seed",
    "signal",
  ]);
  const { space, members = 10, rounds = 10, direction = "minimize", replaced = 0.2, seed = 0 } = options;
  checkOptions(options, members, rounds, replaced);
  const sign = direction === "minimize" ? 1 : -1;
  const worth = ({ score }: { score: number }): number => (Number.isNaN(score) ? Infinity : sign * score);
  const interrupt = listenForInterruption(options.signal);
  const history: PopulationRecord[] = [];
  let population = await begin(options, members, seed);
  try {
    for (let round = 0; round < rounds && !interrupt.requested; round++) {
      const trained = trainRound(options, population, { round, signal: interrupt.signal });
      const now = await interrupt.race(trained).catch(noneIfInterrupted(interrupt));
      if (now === undefined) break;
      const order = [...now.keys()].sort((a, b) => compare(worth(now[a]!), worth(now[b]!)) || a - b);
      const heirs =
        round + 1 < rounds
          ? replacements(order, replaced, stream(seed, `pbt/exploit/${round}`))
          : new Map<number, number>();
      history.push(...now.map(({ params, score }, member) => ({ round, member, params, score, ...replacedBy(heirs.get(member)) }))); // prettier-ignore
      population = now.map((own, member) => {
        const better = heirs.get(member);
        if (better === undefined) return own;
        const random = stream(seed, `pbt/explore/${round}/${member}`);
        return {
          ...now[better]!,
          state: options.copy(now[better]!.state),
          params: explore(space, now[better]!.params, random),
        };
      });
    }
  } finally {
    interrupt.release();
  }
  const ending = history.length === rounds * members ? "complete" : "interrupted";
  return { history, best: champion(history, population, members, worth), ending };
}

/** An interrupt is not a failure: the round it cut short simply has no result. */
function noneIfInterrupted({ signal }: Interruption): (reason: unknown) => undefined {
  return (reason) => {
    if (!signal.aborted || reason !== signal.reason) throw reason;
  };
}

function begin<State>(
  { space, start }: PopulationOptions<State>,
  members: number,
  seed: number,
): Promise<Member<State>[]> {
  return Promise.all(
    Array.from({ length: members }, async (_, member) => {
      const random = stream(seed, `pbt/start/${member}`);
      const drawn = Object.entries(space).map(
        ([name, domain]) => [name, fromUnit(domain, random.uniform())] as const,
      );
      return { params: Object.fromEntries(drawn), state: await start(member, random), score: Number.NaN };
    }),
  );
}

async function trainRound<State>(
  { step, stepTogether }: PopulationOptions<State>,
  population: readonly PopulationMember<State>[],
  where: PopulationRound,
): Promise<Member<State>[]> {
  const alone = (
    { state, params }: PopulationMember<State>,
    member: number,
  ): Promise<PopulationStep<State>> => Promise.resolve(step!(state, params, { ...where, member }));
  const steps = await (stepTogether?.(population, where) ?? Promise.all(population.map(alone)));
  if (steps.length !== population.length)
    throw new RangeError(
      `Cannot continue the population: stepTogether returned ${steps.length} results for ` +
        `${population.length} members.`,
    );
  return population.map(({ params }, member) => ({ params, ...steps[member]! }));
}

/** Which of the worst copies which of the best. */
function replacements(order: readonly number[], replaced: number, random: RandomStream): Map<number, number> {
  const count = Math.max(1, Math.floor(replaced * order.length));
  return new Map(order.slice(-count).map((loser) => [loser, order[random.integer(0, count - 1)]!]));
}

/** The best member of the last round, with its state. */
function champion<State>(
  history: readonly PopulationRecord[],
  population: readonly Member<State>[],
  members: number,
  worth: (record: { score: number }) => number,
): PopulationRecord & { state: State } {
  const last = history.slice(-members);
  if (last.length === 0) throw new Error("Cannot name the best member: the first round was interrupted.");
  const best = last.reduce((a, b) => (worth(b) < worth(a) ? b : a));
  return { ...best, state: population[best.member]!.state };
}

function replacedBy(better: number | undefined): { replacedBy?: number } {
  return better === undefined ? {} : { replacedBy: better };
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function checkOptions<State>(
  { space, step, stepTogether }: PopulationOptions<State>,
  members: number,
  rounds: number,
  replaced: number,
): void {
  const refuse = (what: string): never => {
    throw new RangeError(`Cannot train a population: ${what}.`);
  };
  if ((step === undefined) === (stepTogether === undefined))
    refuse(
      `${step ? "both step and stepTogether are" : "neither step nor stepTogether is"} given, exactly one is needed`,
    );
  if (Object.keys(space).length === 0) refuse("the space is empty, it must have at least one hyperparameter");
  if (!Number.isSafeInteger(members) || members < 2)
    refuse(`members is ${members}, it must be a whole number ≥ 2`);
  if (!Number.isSafeInteger(rounds) || rounds < 1)
    refuse(`rounds is ${rounds}, it must be a whole number ≥ 1`);
  if (!(replaced > 0 && replaced <= 0.5)) refuse(`replaced is ${replaced}, it must be in (0, 0.5]`);
}

/** Probability that a hyperparameter is resampled instead of perturbed. */
const anew = 0.25;

/** Hyperparameters near the given ones: numbers times 0.8 or 1.25 and at least one step away, choices mostly kept. */
export function explore(space: Space, params: Params, random: RandomStream): Params {
  return Object.fromEntries(
    Object.entries(space).map(([name, domain]) => {
      const [isAnew, fresh, isUp] = [random.uniform() < anew, random.uniform(), random.uniform() < 0.5];
      return [name, isAnew ? fromUnit(domain, fresh) : nudge(domain, params[name]!, isUp)];
    }),
  );
}

function nudge(domain: Domain, value: Choice, isUp: boolean): Choice {
  if (domain.kind === "categorical" || typeof value !== "number") return value;
  const step = domain.step ?? 0;
  const change = Math.max(step, Math.abs(value) * (isUp ? 0.25 : 0.2));
  const bounded = Math.min(domain.high, Math.max(domain.low, isUp ? value + change : value - change));
  return fromUnit(domain, toUnit(domain, bounded));
}
