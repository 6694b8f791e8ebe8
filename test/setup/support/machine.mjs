import { thisMachine } from "../../../src/setup/context.mjs";
import { SetupProblem } from "../../../src/setup/problem.mjs";
import { temporaryFolder } from "./temporary.mjs";

/** A machine like this one with an empty checkout. @param {Partial<import("../../../src/setup/context.mjs").Context>} [differences]
 * @returns {import("../../../src/setup/context.mjs").Context} */
export const machine = (differences = {}) => ({ ...thisMachine(), root: temporaryFolder(), ...differences });

/** A PATH on which only the basic tools of the system are found, and what lies in a folder of the test's. @param {string} folder */
export const onlyPath = (folder) => ({ PATH: folder });

/** @param {() => unknown} action @returns {Promise<string>} the whole text of the problem that it must end with */
export async function problemOf(action) {
  try {
    await action();
  } catch (error) {
    if (error instanceof SetupProblem) return error.toText();
    throw error;
  }
  throw new Error("expected a problem, but there was none");
}

/** Progress that nobody reads. */
export const silent = () => undefined;
