import { spawn } from "node:child_process";

/**
 * @typedef {object} Finished
 * @property {number} code exit status; 127 when the command could not be started, 128 when a signal ended it
 * @property {string} output stdout and stderr as they came, at most the last 200,000 characters
 */

/**
 * Runs a command to its end and keeps its output.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean, onLine?: (line: string) => void }} [options]
 * @returns {Promise<Finished>} also when it fails: the caller knows what a failure means
 */
export function runCommand(command, args, options = {}) {
  const { onLine, ...spawnOptions } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...spawnOptions,
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    let output = "";
    let line = "";
    const take = (/** @type {string} */ text) => {
      output = (output + text).slice(-200_000);
      const lines = (line + text).split(/\r?\n|\r/);
      line = lines.pop() ?? "";
      if (onLine) lines.forEach(onLine);
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 128, output }));
  });
}

/** The last lines of what a command said, indented, for the end of a message. @param {string} output */
export const lastLines = (output, count = 8) =>
  output
    .trimEnd()
    .split("\n")
    .slice(-count)
    .map((line) => `    ${line}`)
    .join("\n");
