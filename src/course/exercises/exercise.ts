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

/** Whether a function was handed in. */
export const isFunction = (answer: unknown): answer is (...given: unknown[]) => unknown =>
  typeof answer === "function";

/** Whether a list was handed in, as far as can be seen from outside. */
export const isList = (answer: unknown): answer is number[] => Array.isArray(answer);
