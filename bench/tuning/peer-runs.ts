import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { probeOf, type BenchRow } from "./own-runs.js";
import type { TestFunction } from "./test-functions.js";

/** A sampler that could not be run, and why. */
export interface MissingRow {
  readonly function: string;
  readonly sampler: string;
  readonly missing: string;
}

/** The Python that the course has Optuna and Hyperopt in, unless another one is named. */
const pythons = (): (string | undefined)[] => [
  process.env["TUNEBOOK_PEERS_PYTHON"],
  join(".venv", "bin", "python"),
  join(".venv", "Scripts", "python.exe"),
];

/** Runs the Python samplers named on a function, with each of the seeds; nothing where Python is not set up. */
export async function peerRuns(
  names: readonly string[],
  test: TestFunction,
  seeds: readonly number[],
  trials: number,
): Promise<(BenchRow | MissingRow)[]> {
  const python = pythons().find((place) => place !== undefined && existsSync(place));
  if (python === undefined || names.length === 0) return [];
  const { name, minimum, table } = test;
  const probe = await probeOf(test);
  const plan = JSON.stringify({ name, minimum, table, probe, samplers: names, seeds, trials });
  const program = join("bench", "tuning", "peers.py");
  const { stdout } = await promisify(execFile)(python, [program, plan], { maxBuffer: 1e8 });
  const lines = stdout.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => JSON.parse(line) as BenchRow | MissingRow);
}
