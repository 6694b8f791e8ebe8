import type { RandomStream } from "../../random/stream.js";
import type { Choice, Domain, Params, Space } from "../space/domain.js";
import { fromUnit, toUnit } from "../space/unit-scale.js";

/** Chance that a hyperparameter is drawn anew instead of changed a little. */
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
