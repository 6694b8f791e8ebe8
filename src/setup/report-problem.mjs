import { SetupProblem } from "./problem.mjs";

/**
 * Reports what went wrong: for problems the reader can fix, what to do; for anything else, where it happened.
 *
 * @param {unknown} error
 * @returns {number} the exit status
 */
export function reportProblem(error) {
  if (error instanceof SetupProblem) console.error(`\n${error.toText()}\n`);
  else console.error(error);
  return 1;
}
