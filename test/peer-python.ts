import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { skipBecause } from "./skip.js";

/** Runs a Python program with arguments, and returns what it prints. */
export type RunPython = (program: string, ...args: readonly string[]) => string;

/**
 * A Python that has the given package: that of TUNEBOOK_PEERS_PYTHON, else one of the project's own environments. Where
 * there is none, the suite it is called in is skipped and says why.
 */
export function peerPython(name: string, module: string): RunPython {
  let python: string | undefined;
  before(function () {
    this.timeout(60_000);
    const places = [process.env["TUNEBOOK_PEERS_PYTHON"], ".venv/bin/python", ".venv-bench/bin/python"];
    python = places
      .flatMap((place) => (place === undefined ? [] : [resolve(place)]))
      .find((place) => has(place, module));
    if (python === undefined)
      skipBecause(this, `no Python with ${name} in .venv, .venv-bench or TUNEBOOK_PEERS_PYTHON`);
  });
  return (program, ...args) => execFileSync(python!, ["-c", program, ...args], { encoding: "utf8" });
}

function has(python: string, module: string): boolean {
  if (!existsSync(python)) return false;
  try {
    execFileSync(python, ["-c", `import ${module}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
