/** What the decays without an end need to know. */
export interface DecayOptions {
  /** The first rate. */
  readonly rate: number;
  /** γ, (0, 1]. */
  readonly decayRate: number;
  /** Steps over which one decay happens, above 0. */
  readonly decaySteps: number;
}
