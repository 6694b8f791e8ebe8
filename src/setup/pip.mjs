import { mkdirSync } from "node:fs";
import { temporaryFolder, venvPython } from "./context.mjs";
import { explainClientFailure } from "./network.mjs";
import { megabytes } from "./progress.mjs";
import { runCommand } from "./run-command.mjs";

/** Settings of the user that would send packages somewhere else than our environment. */
const redirecting = [
  "PIP_USER",
  "PIP_TARGET",
  "PIP_PREFIX",
  "PIP_ROOT",
  "PYTHONPATH",
  "PYTHONHOME",
  "PIP_REQUIRE_HASHES",
];

/** The user's environment, without what would divert pip, and with our own place for half-done downloads.
 * @param {import("./context.mjs").Context} context */
export function pipEnvironment(context) {
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...context.env, TMPDIR: temporaryFolder(context), PIP_NO_INPUT: "1", PYTHONNOUSERSITE: "1" };
  for (const name of redirecting) delete env[name];
  return env;
}

/**
 * Runs the environment's pip, the user's own pip configuration (mirrors, proxies, certificates) included.
 *
 * @param {import("./context.mjs").Context} context
 * @param {readonly string[]} args
 * @param {string} attempted for the message, for example "install JupyterLab"
 * @param {(text: string) => void} progress called with the packages and sizes as they arrive
 * @throws {SetupProblem} if pip fails
 */
export async function pip(context, args, attempted, progress) {
  mkdirSync(temporaryFolder(context), { recursive: true });
  const { code, output } = await runCommand(venvPython(context), ["-m", "pip", ...args], {
    cwd: context.root,
    env: pipEnvironment(context),
    onLine: pipProgress(progress),
  });
  if (code !== 0) throw explainClientFailure("pip", attempted, output);
}

/** Turns pip's "raw" progress lines into a package count and megabytes. @param {(text: string) => void} progress */
function pipProgress(progress) {
  let packages = 0;
  let what = "";
  return (/** @type {string} */ line) => {
    const collecting = /^Collecting (\S+?)[=<>;[ ]/.exec(`${line} `);
    if (collecting) {
      packages += 1;
      what = collecting[1] ?? "";
      progress(`package ${packages}: ${what}`);
    }
    const bytes = /^Progress (\d+) of (\d+)/.exec(line);
    if (bytes)
      progress(
        `package ${packages}: ${what}, ${megabytes(Number(bytes[1]))} of ${megabytes(Number(bytes[2]))} MB`,
      );
    if (line.startsWith("Installing collected packages")) progress(`unpacking ${packages} packages`);
  };
}
