import type { AutoTuneOptions } from "../options.js";
import type { Candidate, Examples } from "./candidate.js";
import { linearCandidate } from "./linear-candidate.js";
import { networkCandidate } from "./network-candidate.js";
import { treesCandidate } from "./trees-candidate.js";

/**
 * The kinds of models to try, the quickest first, so that there is something usable after seconds.
 *
 * @throws {RangeError|TypeError} if a hyperparameter is outside its domain, or none of the kinds asked for suits the data
 */
export function candidatesFor(
  data: Examples,
  { models, hyperparameters = {} }: AutoTuneOptions,
): Candidate[] {
  const isTable = data.inputShape.length === 1;
  const network = networkCandidate(data, hyperparameters);
  const all = isTable ? [linearCandidate(), treesCandidate(data), network] : [network];
  const chosen = models === undefined ? all : all.filter(({ family }) => models.includes(family));
  if (chosen.length > 0) return chosen;
  throw new RangeError(
    `Cannot tune ${String(models)} on these data: one example has the shape [${data.inputShape.join(", ")}], which only networks take. ` +
      'Leave models out, or use models: ["network"].',
  );
}
