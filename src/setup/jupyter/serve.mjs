import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pythonFile, venvPython } from "../context.mjs";
import { SetupProblem } from "../problem.mjs";
import { lastLines } from "../run-command.mjs";
import { jupyterEnvironment } from "./environment.mjs";
import { writeLabSettings } from "./settings.mjs";
import { trustNotebooks } from "./trust.mjs";

/** @typedef {import("../context.mjs").Context} Context */

const firstPage = "notebooks/00-start-here.ipynb";
const answerMilliseconds = 60_000;

/**
 * A running JupyterLab.
 *
 * @typedef {object} Server
 * @property {Promise<string>} address once it answers; with the token: whoever has it may run code.
 *   Rejects with a SetupProblem if it ends, or does not answer within a minute
 * @property {Promise<number>} ended its exit status
 * @property {() => void} stop asks it to shut down its kernels and end; asked again, ends it at once
 */

/**
 * Starts JupyterLab.
 *
 * @param {Context} context
 * @param {number} port
 * @returns {Server}
 */
export function serve(context, port) {
  writeLabSettings(context);
  const trusting = trustNotebooks(context);
  const token = randomBytes(24).toString("hex");
  const args = [
    "-m",
    "jupyterlab",
    `--config=${pythonFile(context, "jupyter_server_config.py")}`,
    `--ServerApp.port=${port}`,
  ];
  // A group of its own: Ctrl-C reaches us alone, and we ask it to end; it would first ask the reader.
  const child = spawn(venvPython(context), [...args, `--ServerApp.root_dir=${context.root}`], {
    cwd: context.root,
    env: {
      ...jupyterEnvironment(context),
      JUPYTER_TOKEN: token,
      TUNEBOOK_OPENED_BY: String(process.pid),
    },
    stdio: ["ignore", "pipe", "pipe"],
    detached: context.platform !== "win32",
    windowsHide: true,
  });
  const log = keepLog(child);
  const ended = new Promise((/** @type {(code: number) => void} */ resolve) => {
    child.once("error", () => resolve(127));
    child.once("exit", (code) => resolve(code ?? 128));
  });
  const base = `http://127.0.0.1:${port}`;
  const page = existsSync(join(context.root, firstPage)) ? `/lab/tree/${firstPage}` : "/lab";
  const address = answering(`${base}/api/status`, token, ended, log)
    .then(() => trusting)
    .then(() => `${base}${page}?token=${token}`);
  let asked = false;
  const stop = () => {
    log.passOn = false; // its farewell is noise
    child.kill(asked ? "SIGKILL" : "SIGTERM");
    asked = true;
  };
  return { address, ended, stop };
}

/** Passes on what JupyterLab says from the moment it answers; before that it is kept for a message.
 * @param {import("node:child_process").ChildProcess} child */
function keepLog(child) {
  const log = { text: "", passOn: false };
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text) => {
      if (log.passOn) process.stderr.write(text);
      else log.text = (log.text + text).slice(-20_000);
    });
  return log;
}

/** @param {string} url @param {string} token @param {Promise<number>} ended @param {{ text: string, passOn: boolean }} log */
async function answering(url, token, ended, log) {
  const deadline = Date.now() + answerMilliseconds;
  while (Date.now() < deadline) {
    const answer = fetch(url, { headers: { authorization: `token ${token}` } }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (await answer) {
      log.passOn = true;
      return;
    }
    const over = await Promise.race([ended.then(() => true), sleep(100, false)]);
    if (over) break;
  }
  throw new SetupProblem(`JupyterLab did not start. It said:\n${lastLines(log.text)}`, [
    "Delete the folder .cache/jupyter and start again; if that does not help, delete .venv too.",
  ]);
}
