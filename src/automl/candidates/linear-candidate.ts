import type { Dataset } from "../../data/dataset.js";
import type { Params } from "../../hyperparameters/space/domain.js";
import { fitLinear } from "../learners/linear.js";
import type { Candidate } from "./candidate.js";

/** Linear or logistic regression with a penalty λ on its weights. */
export const linearCandidate = (): Candidate => ({
  family: "linear",
  untuned: { penalty: 1 },
  enough: 10,
  suggest: (trial): Params => ({ penalty: trial.suggestFloat("penalty", 1e-3, 1e4, { log: true }) }),
  fit: (data, { penalty }) =>
    Promise.resolve({
      member: { family: "linear", model: fitLinear(data satisfies Dataset, Number(penalty)) },
      ending: "complete",
    }),
});
