/** One thing an answer needs, in the order in which a reader would get it. */
export interface Step {
  /** Whether the answer meets it. May assume that the steps before are met; an error counts as not met. */
  readonly met: (answer: unknown) => boolean;
  /** What is missing, worded so that the reader can find it: never the solution. */
  readonly hint: string;
}

/** An exercise: what to hand in, how it is judged, and the answer in words. */
export interface Exercise {
  /** Chapter and number, for example `"06.1"`. */
  readonly id: string;
  /** What the cell must hand in, for example `"a list of three epochs"`. */
  readonly takes: string;
  readonly steps: readonly Step[];
  /** The answer in words, shown once it is right. */
  readonly answer: string;
}

const known = new Map<string, Exercise>();

/**
 * Registers exercises for `attempt`.
 *
 * @throws {RangeError} if an id is not `NN.n`, is taken, or an exercise has no step
 */
export function defineExercises(...exercises: readonly Exercise[]): void {
  for (const exercise of exercises) {
    if (!/^\d\d\.\d$/.test(exercise.id))
      throw new RangeError(
        `Cannot define exercise "${exercise.id}": an id is chapter and number, for example "03.2".`,
      );
    if (known.has(exercise.id))
      throw new RangeError(`Cannot define exercise ${exercise.id} twice: give one another number.`);
    if (exercise.steps.length === 0)
      throw new RangeError(`Cannot define exercise ${exercise.id} without a step: nothing would be judged.`);
    known.set(exercise.id, exercise);
  }
}

/** Every exercise, by id. */
export const knownExercises = (): ReadonlyMap<string, Exercise> => known;

/** The first step that an answer does not meet; `undefined` if it meets all. */
export function firstUnmet({ steps }: Exercise, answer: unknown): Step | undefined {
  return steps.find(({ met }) => {
    try {
      return !met(answer);
    } catch {
      return true;
    }
  });
}

/** A step that requires a list of `count` finite numbers. */
export function numbers(count: number, what: string): Step {
  return {
    met: (answer) =>
      Array.isArray(answer) && answer.length === count && answer.every((value) => Number.isFinite(value)),
    hint: `Hand in a list of ${count} numbers: ${what}.`,
  };
}

/** What stands at a place of a list that was handed in. */
export const at = (answer: unknown, place: number): unknown => (answer as readonly unknown[])[place];

/** Whether one finite number was handed in. */
export const isNumber = (answer: unknown): answer is number =>
  typeof answer === "number" && Number.isFinite(answer);

/** Whether a value is a number within `tolerance` of the wanted one, times its size where that is above 1. */
export const isClose = (value: unknown, wanted: number, tolerance = 1e-6): boolean =>
  typeof value === "number" && Math.abs(value - wanted) <= tolerance * Math.max(1, Math.abs(wanted));

/** Whether a value is a list of such numbers. */
export const areClose = (values: unknown, wanted: readonly number[]): boolean =>
  isList(values) &&
  values.length === wanted.length &&
  wanted.every((each, place) => isClose(values[place], each));

/** What a function that was handed in makes of something. */
export const resultOf = (answer: unknown, ...given: readonly unknown[]): unknown =>
  (answer as (...given: readonly unknown[]) => unknown)(...given);

/** Whether a function was handed in. */
export const isFunction = (answer: unknown): answer is (...given: unknown[]) => unknown =>
  typeof answer === "function";

/** Whether a list was handed in, as far as can be seen from outside. */
export const isList = (answer: unknown): answer is number[] => Array.isArray(answer);
