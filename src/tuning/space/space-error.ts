/**
 * A search space that contradicts itself: bounds reversed, a logarithm of zero, no choices, or a parameter that is
 * another kind of thing than in an earlier trial. It is a mistake in the program and not an unlucky trial, so
 * `study.optimize` ends with it instead of failing trial after trial.
 */
export class SpaceError extends RangeError {
  override readonly name = "SpaceError";
}
