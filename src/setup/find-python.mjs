import { SetupProblem } from "./problem.mjs";
import { runCommand } from "./run-command.mjs";

const oldest = { major: 3, minor: 10 };
const names = ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python"];
const question = [
  "import sys, importlib.util as u",
  "print(sys.version_info[0], sys.version_info[1], *[m for m in ('venv', 'ensurepip') if u.find_spec(m) is None])",
].join("; ");

/**
 * @typedef {object} Python
 * @property {string} command
 * @property {string[]} args that come before any other (Windows: `py -3`)
 * @property {string} version for example "3.11"
 * @property {boolean} recentEnough
 * @property {string[]} missing modules without which no environment can be made
 */

/** Asks one command whether it is a Python, and which.
 * @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} env @returns {Promise<Python | undefined>} */
async function ask(command, args, env) {
  const { code, output } = await runCommand(command, [...args, "-c", question], { env });
  const answer = /^(\d+) (\d+)(.*)$/m.exec(output);
  if (code !== 0 || !answer) return undefined;
  const [major, minor] = [Number(answer[1]), Number(answer[2])];
  const recentEnough = major > oldest.major || (major === oldest.major && minor >= oldest.minor);
  const missing = (answer[3] ?? "").trim().split(" ").filter(Boolean);
  return { command, args, version: `${major}.${minor}`, recentEnough, missing };
}

/**
 * Finds a Python that can make an environment: `PYTHON` if set, else the usual names on the PATH.
 *
 * @param {import("./context.mjs").Context} context
 * @returns {Promise<Python>}
 * @throws {SetupProblem} none found, all too old, or without the venv module: each with what to install
 */
export async function findPython({ env, platform }) {
  const chosen = env["PYTHON"];
  /** @type {[string, string[]][]} */
  const candidates = chosen ? [[chosen, []]] : names.map((name) => [name, []]);
  if (platform === "win32" && !chosen) candidates.unshift(["py", ["-3"]]);
  /** @type {Python[]} */
  const found = [];
  for (const [command, args] of candidates) {
    const python = await ask(command, args, env);
    if (python?.recentEnough && python.missing.length === 0) return python;
    if (python) found.push(python);
  }
  throw explain(found, chosen, platform);
}

/** @param {Python[]} found @param {string | undefined} chosen @param {NodeJS.Platform} platform */
function explain(found, chosen, platform) {
  const where = chosen ? `PYTHON is set to "${chosen}"` : "looked for python3 and python on the PATH";
  const incomplete = found.find((python) => python.recentEnough);
  if (incomplete)
    return new SetupProblem(
      `Python ${incomplete.version} is here, but not its module${incomplete.missing.length > 1 ? "s" : ""} ${incomplete.missing.join(" and ")}, which make${incomplete.missing.length > 1 ? "" : "s"} the project's own environment.`,
      [
        `Debian, Ubuntu: sudo apt install python3-venv`,
        "Elsewhere: install Python from python.org, which has it.",
      ],
    );
  const what =
    found.length > 0
      ? `Python ${oldest.major}.${oldest.minor} or newer is needed; found only ${[...new Set(found.map((python) => python.version))].join(", ")} (${where}).`
      : `Python ${oldest.major}.${oldest.minor} or newer is needed, and none was found (${where}).`;
  return new SetupProblem(what, [
    installPython(platform),
    "Already installed elsewhere? Set PYTHON to its path.",
  ]);
}

/** @param {NodeJS.Platform} platform */
function installPython(platform) {
  if (platform === "darwin") return "Install it: brew install python, or from python.org.";
  if (platform === "win32") return "Install it from python.org or with: winget install Python.Python.3.13";
  return "Install it: sudo apt install python3 python3-venv (Debian, Ubuntu), sudo dnf install python3 (Fedora).";
}
