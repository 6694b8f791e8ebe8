import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { listenForInterruption } from "../runtime/interruption.js";

/** The Python environment of this checkout, which set-up made. */
const environment = resolve(__dirname, "..", "..", "..", ".venv");

/** How much of a failing program's output is repeated. */
const shown = 1500;

/**
 * Runs a Python program in a separate process, in the environment that set-up made: input and output are JSON.
 *
 * An interrupt (the notebook's stop button, Ctrl-C) ends it.
 *
 * @param program reads its input from standard input and prints its result as JSON
 * @param input anything `JSON.stringify` takes
 * @returns what the program printed
 * @throws {Error} if there is no such environment, or the program fails or prints something else; the message includes its output
 * @example
 * await runPython("import json, sys; print(json.dumps(sum(json.load(sys.stdin))))", [1, 2, 3]); // 6
 */
export async function runPython(program: string, input: unknown = null): Promise<unknown> {
  const python = [join(environment, "bin", "python"), join(environment, "Scripts", "python.exe")].find(
    existsSync,
  );
  if (python === undefined)
    throw new Error(`Cannot run Python: there is no environment at ${environment}. \`npm start\` makes it.`);
  const child = spawn(python, ["-c", program]);
  const interruption = listenForInterruption();
  interruption.signal.addEventListener("abort", () => child.kill());
  let [output, complaint] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  child.stdin.on("error", () => undefined); // a program that ends early says why on stderr
  child.stdin.end(JSON.stringify(input));
  const code = await new Promise<number | null>((done, fail) =>
    child.on("error", fail).on("close", done),
  ).finally(() => {
    interruption.release();
  });
  if (code !== 0)
    throw new Error(
      `The Python program ended with code ${String(code)}. It said:\n${complaint.slice(-shown)}`,
    );
  try {
    return JSON.parse(output);
  } catch {
    throw new Error(
      `The Python program must print JSON and nothing else; it printed:\n${output.slice(0, shown)}`,
    );
  }
}
