/** Options for loading a data set. The first four apply to every set, the others to those named. */
export interface LoadOptions {
  /** How many training examples, with class proportions kept; default all of them, 400 of a generated set. */
  readonly examples?: number;
  /** Which split of a stored set, which draw of a generated one; default 1. A published split or one by time stays. */
  readonly seed?: number;
  /** Whether numbers with a unit get mean 0 and standard deviation 1 on the training split; default true. */
  readonly standardise?: boolean;
  /** Classification: the fraction of training examples given a wrong class, [0, 1]; default 0. */
  readonly labelNoise?: number;
  /** Generated sets: standard deviation of the normal noise, at least 0. */
  readonly noise?: number;
  /** `seattleWeather`: how many days an example looks back, 1 to 60; default 7. */
  readonly days?: number;
  /** `blobs`: the share of each class, at least two, adding up to 1; default three thirds. */
  readonly proportions?: readonly number[];
  /** `line`: the fraction of training targets that are far off, [0, 1]; default 0. */
  readonly outliers?: number;
}

/** The options that apply to every set. */
export const commonOptions: readonly string[] = ["examples", "seed", "standardise", "labelNoise"];
