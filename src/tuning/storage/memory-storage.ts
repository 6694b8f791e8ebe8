import { checkDirections, type Storage, type StudyStorage, type TrialStart } from "./storage.js";
import type { Direction, TrialRecord } from "../trial/trial-record.js";
import { TrialTable } from "./trial-table.js";

/** Keeps studies for as long as the process lives. */
export function memoryStorage(): Storage {
  const studies = new Map<string, StudyStorage>();
  return {
    open(name, directions) {
      const study = studies.get(name) ?? memoryStudy(name, directions);
      checkDirections(name, study.directions, directions);
      studies.set(name, study);
      return study;
    },
  };
}

function memoryStudy(name: string, directions: readonly Direction[]): StudyStorage {
  const table = new TrialTable();
  return {
    name,
    directions: [...directions],
    trials: (): readonly TrialRecord[] => table.records,
    create: (start: TrialStart) =>
      table.add(start, start.state === "running" ? new Date() : undefined, start.known),
    claim(number) {
      if (table.updatable(number).state !== "waiting") return false;
      table.begin(number, new Date());
      return true;
    },
    setParam: (number, param, value, domain) => {
      table.setParam(number, param, value, domain);
    },
    report: (number, step, value) => {
      table.report(number, step, value);
    },
    setAttribute: (number, scope, key, value) => {
      table.setAttribute(number, scope, key, value);
    },
    finish: (number, state, values) => {
      table.finish(number, state, values, new Date());
    },
  };
}
