import { SetupProblem } from "../problem.mjs";

/** The oldest Node that works: the first whose `require` takes ES modules. */
const oldest = { major: 20, minor: 19 };

/**
 * @param {string} version for example "20.19.0"
 * @throws {SetupProblem} if it is too old
 */
export function requireNode(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) return;
  throw new SetupProblem(
    `Node ${oldest.major}.${oldest.minor} or newer is needed; this is Node ${version}.`,
    ["Install Node 22 or 24 from nodejs.org, or with a version manager: nvm install 22"],
  );
}
