import { parsePythonJson } from "../../../src/tuning/storage/journal/python-json.js";
import { peerPython } from "../../peer-python.js";

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
  const run = peerPython("Optuna", "optuna");
  return (journal, program) => {
    const output = run(prelude + program, journal);
    return output === "" ? undefined : parsePythonJson(output);
  };
}
