import { checkDirections, type Storage, type StudyStorage, type TrialStart } from "./storage.js";
import { mapValues } from "../../runtime/collections.js";
import { inWords } from "../../runtime/in-words.js";
import { checkOptionNames } from "../../runtime/nearest-name.js";
import { refusal } from "../options.js";
import type { Direction, TrialRecord } from "../trial/trial-record.js";
import { domainToJson, toInternal } from "./journal/domain-json.js";
import { heartbeatNote, isDead, workerName } from "./journal/worker-life.js";
import { JournalFile } from "./journal/journal-file.js";
import { operation, printTime, states, type JournalLine } from "./journal/journal-line.js";
import { JournalReplay, type JournalStudy } from "./journal/journal-replay.js";

export interface JournalStorageOptions {
  /** Seconds after which the lock of a process that was killed is broken, > 0. Default 10. */
  readonly patience?: number;
  /**
   * Seconds, > 0, between heartbeats of a running trial; after twice as many without one, other processes consider it
   * dead. Needed only if processes on several machines share the file: on one machine they can see whether another is
   * alive. Trials must let the event loop run at least as often. Default: never.
   */
  readonly heartbeat?: number;
}

/**
 * Keeps studies in Optuna's journal file: JSON lines, one per event, that several processes append to. A study
 * survives a crash, is shared between processes, and opens in Optuna (`JournalFileBackend`) and optuna-dashboard.
 *
 * @param path of the file; it and its folder are created if they do not exist
 * @throws {RangeError} if the path is a database URL, or an option is out of range
 * @throws {JournalError} if the file is not a journal
 * @example
 * const study = await createStudy({ name: "lr", storage: "studies/lr.journal" });
 * @see https://optuna.readthedocs.io/en/stable/reference/generated/optuna.storages.journal.JournalFileBackend.html
 */
export function journalStorage(path: string, options: JournalStorageOptions = {}): Storage {
  checkOptionNames("call journalStorage", options, ["patience", "heartbeat"]);
  const { patience = 10, heartbeat } = options;
  checkPath(path);
  for (const [name, seconds] of Object.entries({ patience, heartbeat: heartbeat ?? 1 }))
    if (!(Number.isFinite(seconds) && seconds > 0))
      throw refusal(`open ${path}`, name, seconds, "a number of seconds > 0");
  const journal = new Journal(path, patience * 1000);
  return {
    open(name, directions) {
      const study = journal.study(name) ?? journal.createStudy(name, directions);
      checkDirections(name, study.directions, directions);
      return journalStudy(journal, study, heartbeat);
    },
  };
}

/** @throws {RangeError} for a database URL, which would otherwise become a folder of that name */
function checkPath(path: unknown): void {
  if (typeof path === "string" && path !== "" && !/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return;
  throw new RangeError(
    `Cannot keep studies in ${inWords(path)}: a journal is a file, given by its path, such as "studies/lr.journal". ` +
      `To move a study from an Optuna database into a journal, use optuna.copy_study.`,
  );
}

/** The file together with the state that its lines add up to. */
class Journal {
  readonly #file: JournalFile;
  readonly #replay = new JournalReplay();
  readonly #worker = workerName();

  constructor(path: string, patience: number) {
    this.#file = new JournalFile(path, patience, this.#replay);
  }

  /** Reads what other processes have written. */
  follow(): void {
    this.#file.readNew();
  }

  study(name: string): JournalStudy | undefined {
    this.follow();
    return this.#replay.study(name);
  }

  createStudy(name: string, directions: readonly Direction[]): JournalStudy {
    const codes = directions.map((direction) => (direction === "minimize" ? 1 : 2));
    return this.exclusively(() => {
      if (this.#replay.study(name) === undefined)
        this.write(operation.createStudy, { study_name: name, directions: codes }, true);
      return this.#replay.study(name)!;
    });
  }

  /** Runs `action` on the newest state, while no other process can change it. */
  exclusively<T>(action: () => T): T {
    return this.#file.exclusively(action);
  }

  /** Only inside `exclusively`. */
  write(code: number, fields: Omit<JournalLine, "op_code" | "worker_id">, durable = false): void {
    this.#file.append({ op_code: code, worker_id: this.#worker, ...fields }, durable);
  }
}

function journalStudy(journal: Journal, study: JournalStudy, heartbeat: number | undefined): StudyStorage {
  const { id, name, directions, table, trialIds } = study;
  /** Writes a line about a trial that is not finished. */
  const update = (
    number: number,
    code: number,
    fields: object,
    durable = false,
    check?: () => void,
  ): void => {
    journal.exclusively(() => {
      table.updatable(number);
      check?.();
      journal.write(code, { trial_id: trialIds[number]!, ...fields }, durable);
    });
  };
  return {
    name,
    directions,
    trials: (): readonly TrialRecord[] => {
      journal.follow();
      return table.records;
    },
    create: (start) =>
      journal.exclusively(() => {
        journal.write(operation.createTrial, { study_id: id, ...beginning(start) });
        return table.records.length - 1;
      }),
    claim: (number) =>
      journal.exclusively(() => {
        if (table.records[number]?.state !== "waiting") return false;
        const fields = {
          trial_id: trialIds[number]!,
          state: 0,
          values: null,
          datetime_start: printTime(new Date()),
        };
        journal.write(operation.setState, fields);
        return true;
      }),
    setParam(number, param, value, domain) {
      const internal = {
        param_value_internal: toInternal(domain, value),
        distribution: domainToJson(domain),
      };
      update(number, operation.setParam, { param_name: param, ...internal }, false, () => {
        table.checkDomain(param, domain);
      });
    },
    report: (number, step, value) => {
      update(number, operation.report, { step, intermediate_value: value });
    },
    setAttribute: (number, scope, key, value) => {
      const isUser = scope === "user";
      const code = isUser ? operation.setUserAttribute : operation.setSystemAttribute;
      update(number, code, { [isUser ? "user_attr" : "system_attr"]: { [key]: value ?? null } });
    },
    finish: (number, state, values) => {
      const fields = {
        state: states.indexOf(state),
        values: values.length === 0 ? null : values,
        datetime_complete: printTime(new Date()),
      };
      update(number, operation.setState, fields, true);
    },
    life: {
      interval: heartbeat,
      beat: (number) => {
        const sign = { at: new Date().toISOString(), every: heartbeat };
        update(number, operation.setSystemAttribute, { system_attr: { [heartbeatNote]: sign } });
      },
      dead: () => {
        journal.follow();
        return table.records
          .filter((record) => isDead(record, study.workers[record.number]!))
          .map(({ number }) => number);
      },
    },
  };
}

function beginning({ state, systemAttributes = {}, known }: TrialStart): Partial<JournalLine> {
  if (state === "running" && Object.keys(systemAttributes).length === 0)
    return { datetime_start: printTime(new Date()) };
  const started = known?.started ?? (state === "running" ? new Date() : undefined);
  const values = known?.values ?? [];
  return {
    state: states.indexOf(state),
    datetime_start: started ? printTime(started) : null,
    ...(known?.finished && { datetime_complete: printTime(known.finished) }),
    // As Optuna writes it: a list only where there are several objectives.
    value: values.length === 1 ? values[0]! : null,
    values: values.length > 1 ? values : null,
    params: mapValues(known?.params ?? {}, (value, name) => toInternal(known!.domains[name]!, value)),
    distributions: mapValues(known?.domains ?? {}, domainToJson),
    user_attrs: known?.attributes ?? {},
    system_attrs: systemAttributes,
    intermediate_values: Object.fromEntries(
      (known?.intermediateValues ?? []).map(({ step, value }) => [step, value]),
    ),
  };
}
