import {
  outlined,
  type Program,
  repeat,
  type Round,
  tensor,
  withoutPrefix,
  withPrefix,
} from "../../graph/index.js";
import type { StepPlan } from "./step-plan.js";
import { trainingStep } from "./training-step.js";

/**
 * Training steps `from`, …, `to` − 1 of an epoch. Inputs named `state/…` come back changed, under their names without
 * the prefix; all others are what a step is given.
 */
export function epochProgram(plan: StepPlan): Program {
  return (inputs) => {
    const state = withoutPrefix("state/", inputs);
    const step = trainingStep(plan, inputs);
    const round: Round = plan.network.batched ? step : (index, now) => outlined(() => step(index, now));
    return repeat(tensor(inputs, "from"), tensor(inputs, "to"), state, round);
  };
}

/** The state as the program wants it. */
export const asState = <A>(state: Readonly<Record<string, A>>): Record<string, A> =>
  withPrefix("state/", state);
