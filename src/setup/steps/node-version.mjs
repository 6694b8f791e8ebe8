import { SetupProblem } from "../problem.mjs";

/** The oldest Node that works: the first whose `require` takes ES modules. */
const oldest = [20, 19];

/**
 * @param {string} version for example "20.19.0"
 * @throws {SetupProblem} if it is too old
 */
export function requireNode(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  throw new SetupProblem(`Node ${oldest.join(".")} or newer is needed; this is Node ${version}.`, [
    "Install Node 22 or 24 from nodejs.org, or with a version manager: nvm install 22",
  ]);
}
