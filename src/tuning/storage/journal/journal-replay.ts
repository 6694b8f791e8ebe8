import type { JournalReader } from "./journal-file.js";
import { mapValues } from "../../../runtime/collections.js";
import type { Choice, Domain } from "../../../hyperparameters/space/domain.js";
import { isFinished, type Direction, type TrialRecord } from "../../trial/trial-record.js";
import { TrialTable } from "../trial-table.js";
import { domainFromJson, fromInternal } from "./domain-json.js";
import { operation, states, type JournalLine } from "./journal-line.js";

/** One study in a journal. */
export interface JournalStudy {
  readonly id: number;
  readonly name: string;
  readonly directions: readonly Direction[];
  readonly table: TrialTable;
  /** Trial number → the trial's id, which counts the trials of all studies in the file. */
  readonly trialIds: number[];
  /** Trial number → the worker that runs it. */
  readonly workers: string[];
}

/**
 * What a journal's lines add up to. Ids are not written down: a study's or trial's is the number of accepted lines of
 * its kind before it, so lines must be accepted and ignored exactly as Optuna does.
 */
export class JournalReplay implements JournalReader {
  readonly #studies = new Map<number, JournalStudy>();
  readonly #trials: { study: JournalStudy; number: number }[] = [];
  readonly #domains = new Map<string, Domain>();
  #studiesCreated = 0;

  study(name: string): JournalStudy | undefined {
    return [...this.#studies.values()].find((study) => study.name === name);
  }

  apply(line: JournalLine): void {
    if (line.op_code === operation.createStudy) this.#createStudy(line);
    else if (line.op_code === operation.deleteStudy) this.#studies.delete(line.study_id!);
    else if (line.op_code === operation.createTrial) this.#createTrial(line);
    else if (line.op_code >= operation.setParam && line.op_code <= operation.setSystemAttribute)
      this.#updateTrial(line);
  }

  /** A line is wrong in its position if it refers to a study or trial that no earlier line has created. */
  problemOf({ study_id: study = -1, trial_id: trial = -1 }: JournalLine): string | undefined {
    const [kind, id, begun] =
      study >= this.#studiesCreated
        ? ["study", study, this.#studiesCreated]
        : ["trial", trial, this.#trials.length];
    if (id < begun) return undefined;
    return `it is about ${kind} ${id}, but the lines before it create only ${begun} of these: lines are missing`;
  }

  #createStudy(line: JournalLine): void {
    const name = line.study_name!;
    if (this.study(name) !== undefined) return;
    const id = this.#studiesCreated++;
    const directions = line.directions!.map((code): Direction => (code === 2 ? "maximize" : "minimize"));
    this.#studies.set(id, { id, name, directions, table: new TrialTable(), trialIds: [], workers: [] });
  }

  #createTrial(line: JournalLine): void {
    const study = this.#studies.get(line.study_id!);
    if (study === undefined) return;
    const started = line.datetime_start == null ? undefined : new Date(line.datetime_start);
    const state = line.state === 4 ? "waiting" : "running";
    const number = study.table.add({ state }, started, this.#template(line));
    study.workers.push(line.worker_id);
    study.trialIds.push(this.#trials.push({ study, number }) - 1);
  }

  #updateTrial(line: JournalLine): void {
    const target = this.#trials[line.trial_id!];
    if (target === undefined) return;
    const { number } = target;
    const { table, workers } = target.study;
    const before = table.records[number]!.state;
    if (isFinished(table.records[number]!)) return;
    if (line.op_code === operation.setParam) this.#setParam(table, number, line);
    else if (line.op_code === operation.setState) {
      setState(table, number, line);
      if (before === "waiting") workers[number] = line.worker_id;
    } else if (line.op_code === operation.report) table.report(number, line.step!, line.intermediate_value!);
    else
      for (const [key, value] of Object.entries(line.user_attr ?? line.system_attr ?? {}))
        table.setAttribute(number, line.user_attr === undefined ? "system" : "user", key, value);
  }

  #setParam(table: TrialTable, number: number, line: JournalLine): void {
    const domain = this.#domain(line.distribution!);
    try {
      table.checkDomain(line.param_name!, domain);
    } catch {
      return; // as Optuna does: the process that wrote it has seen the error
    }
    table.setParam(number, line.param_name!, fromInternal(domain, line.param_value_internal!), domain);
  }

  /** The data a trial was added with, for example by `add_trial` in Python. */
  #template(line: JournalLine): Partial<TrialRecord> {
    if (line.state === undefined) return {};
    const domains = mapValues(line.distributions ?? {}, (text) => this.#domain(text));
    const params = mapValues(line.params ?? {}, (value, name): Choice => fromInternal(domains[name]!, value));
    const reports = Object.entries(line.intermediate_values ?? {});
    return {
      state: states[line.state]!,
      values: line.values ?? (line.value == null ? [] : [line.value]),
      params,
      domains,
      intermediateValues: reports
        .map(([step, value]) => ({ step: Number(step), value }))
        .sort((a, b) => a.step - b.step),
      attributes: line.user_attrs ?? {},
      systemAttributes: line.system_attrs ?? {},
      ...(line.datetime_complete !== undefined && { finished: new Date(line.datetime_complete) }),
    };
  }

  /** The same object for the same text, so that domains can be compared quickly. */
  #domain(text: string): Domain {
    const domain = this.#domains.get(text) ?? domainFromJson(text);
    this.#domains.set(text, domain);
    return domain;
  }
}

function setState(table: TrialTable, number: number, line: JournalLine): void {
  const state = states[line.state!]!;
  const values = line.values ?? [];
  if (state === "complete" || state === "pruned" || state === "failed")
    table.finish(number, state, values, new Date(line.datetime_complete!));
  // Two processes may have taken the same waiting trial: the first line counts.
  else if (state === "running" && table.records[number]!.state === "waiting")
    table.begin(number, new Date(line.datetime_start!));
}
