import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parsePythonJson } from "../../../src/tuning/storage/journal/python-json.js";
import { skipBecause } from "../../skip.js";

/** A Python that has Optuna: TUNEBOOK_PEERS_PYTHON, else the project's own environments. */
function findPython(): string | undefined {
  const places = [process.env["TUNEBOOK_PEERS_PYTHON"], ".venv/bin/python", ".venv-bench/bin/python"];
  return places.flatMap((place) => (place === undefined ? [] : [resolve(place)])).find(hasOptuna);
}

function hasOptuna(python: string): boolean {
  if (!existsSync(python)) return false;
  try {
    execFileSync(python, ["-c", "import optuna"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const prelude = `
import json, optuna, sys, warnings
warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
path = sys.argv[1]
storage = JournalStorage(JournalFileBackend(path))
`;

/** Runs a Python program that has \`path\` and \`storage\` for a journal, and returns the JSON that it prints. */
export type RunOptuna = (journal: string, program: string) => unknown;

/** The real Optuna; where there is none, the suite is skipped and says why. */
export function realOptuna(): RunOptuna {
  let python: string | undefined;
  before(function () {
    this.timeout(60_000);
    python = findPython();
    if (python === undefined)
      skipBecause(this, "no Python with Optuna in .venv, .venv-bench or TUNEBOOK_PEERS_PYTHON");
  });
  return (journal, program) => {
    const output = execFileSync(python!, ["-c", prelude + program, journal], { encoding: "utf8" });
    return output === "" ? undefined : parsePythonJson(output);
  };
}
