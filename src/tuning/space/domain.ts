/** What a categorical parameter can be: whatever JSON can say in one word. */
export type Choice = string | number | boolean | null;

/** Real numbers from `low` to `high`, both included. */
export interface FloatDomain {
  readonly kind: "float";
  readonly low: number;
  readonly high: number;
  /** Whether equal *ratios* are equally likely: right for rates, penalties and everything that spans decades. */
  readonly log: boolean;
  /** Distance between neighbouring values; `undefined` where every real number counts. */
  readonly step: number | undefined;
}

/** Whole numbers from `low` to `high`, both included. */
export interface IntDomain {
  readonly kind: "int";
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  readonly step: number;
}

/** One of a few values that have no order. */
export interface CategoricalDomain {
  readonly kind: "categorical";
  readonly choices: readonly Choice[];
}

/** The set that a parameter's value comes from. */
export type Domain = FloatDomain | IntDomain | CategoricalDomain;

/** Parameter name → domain, in the order in which the parameters were first suggested. */
export type Space = Readonly<Record<string, Domain>>;

/** Parameter name → value. */
export type Params = Readonly<Record<string, Choice>>;
