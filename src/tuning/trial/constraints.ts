import type { TrialRecord } from "./trial-record.js";

/** The system attributes that are constraints, each under its name; and the one in which Optuna 4 kept a list of them. */
const prefix = "constraints:";
const listed = "constraints";

/** The system attribute of a constraint. */
export function constraintAttribute(name: string): string {
  return `${prefix}${name}`;
}

/** The system attributes of a trial that are its constraints, as they are kept. */
export function constraintAttributes(
  attributes: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(attributes).filter(([key]) => key === listed || key.startsWith(prefix)),
  );
}

/**
 * What a trial noted with `trial.setConstraint`: name → how far the constraint is violated, if above 0.
 *
 * @example
 * constraintsOf(study.trials[0]!); // { seconds: -0.3 }: three tenths within the limit
 */
export function constraintsOf({ systemAttributes }: TrialRecord): Record<string, number> {
  const list = systemAttributes[listed];
  const old = Array.isArray(list) ? Object.entries(list as readonly number[]) : [];
  const own = Object.entries(systemAttributes)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), value as number] as const);
  return Object.fromEntries([...old, ...own]);
}

/** How far a trial is from keeping all constraints: Σ max(0, c), 0 if it keeps them; NaN is always a violation. */
export function violation(trial: TrialRecord): number {
  // Called for every trial at every suggestion, and most trials have no constraint.
  if (!Object.keys(trial.systemAttributes).some((key) => key.startsWith(listed))) return 0;
  let sum = 0;
  for (const value of Object.values(constraintsOf(trial)))
    sum += value <= 0 ? 0 : Number.isNaN(value) ? Infinity : value;
  return sum;
}

/** Whether a trial keeps all its constraints. One that has none does. */
export function isFeasible(trial: TrialRecord): boolean {
  return violation(trial) === 0;
}
