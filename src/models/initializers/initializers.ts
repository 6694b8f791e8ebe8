import type { Hyperparameters } from "../../hyperparameters/hyperparameters.js";
import { constant, zeros } from "./constant.js";
import { glorotNormal, glorotUniform } from "./glorot.js";
import { heNormal, heUniform } from "./he.js";
import type { Initializer } from "./initializer.js";
import { lecunNormal, lecunUniform } from "./lecun.js";
import { orthogonal } from "./orthogonal.js";
import { randomNormal, randomUniform } from "./random.js";

/** Every initializer by its name. */
export const initializers: Readonly<Record<Hyperparameters["initializer"], Initializer>> = Object.freeze({
  zeros,
  constant,
  randomNormal,
  randomUniform,
  glorotUniform,
  glorotNormal,
  heUniform,
  heNormal,
  lecunUniform,
  lecunNormal,
  orthogonal,
});
