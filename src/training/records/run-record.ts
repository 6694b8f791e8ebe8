import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import type { GenericSchema } from "valibot";
import { isRecord } from "../../runtime/collections.js";
import { fromJson, toJson } from "../../runtime/json.js";
import type { RunRecord } from "../training-run.js";

const format = "tunebook run 1";

/**
 * A run record as the text of a cache file: a first line with the format and a SHA-256 of the second, which is the
 * record as JSON. A truncated, changed or foreign file is never accepted.
 */
export function recordToText(record: RunRecord): string {
  const json = toJson(record);
  return `${format} ${digest(json)}\n${json}\n`;
}

/** The record in the text of a cache file, or undefined if the text is not valid and complete. */
export function textToRecord(text: string): RunRecord | undefined {
  const [head, json, rest] = text.split("\n");
  if (json === undefined || rest !== "" || head !== `${format} ${digest(json)}`) return undefined;
  const record = fromJson(json);
  return isRunRecord(record) ? record : undefined;
}

/**
 * Whether data from a file or another machine has the shape of a run's record. Charts that draw it then find numbers and
 * strings where they expect them.
 */
export function isRunRecord(value: unknown): value is RunRecord {
  const { is } = valibot();
  return is((schema ??= runSchema()), value);
}

/** A run without its weights: plain data that can be sent to another process and written to a file. */
export function recordOf(run: RunRecord): RunRecord {
  const { hyperparameters, seed, dataset, parameterCount, history, stepLosses, diagnostics } = run;
  const { ending, endingReason, engine, keptEpoch, seconds } = run;
  return {
    ...{ hyperparameters, seed, dataset, parameterCount, history, stepLosses },
    ...(diagnostics && { diagnostics }),
    ...{ ending, endingReason, engine, keptEpoch, seconds },
  };
}

let schema: GenericSchema | undefined;

/** Loaded when the first record is read, because loading is slow and many programs read none. */
function valibot(): typeof import("valibot") {
  return createRequire(__filename)("valibot") as typeof import("valibot");
}

function runSchema(): GenericSchema {
  const { array, custom, looseObject, optional, picklist, string } = valibot();
  // Not valibot's number(), which refuses NaN: a diverged run is full of it.
  const number = custom((value) => typeof value === "number");
  const numbers = custom((value) => Array.isArray(value) && value.every((each) => typeof each === "number"));
  const choices = custom((value) => isRecord(value) && Object.values(value).every(isPlain));
  const epoch = looseObject({
    ...{ epoch: number, step: number, seconds: number, learningRate: number },
    ...{ loss: number, penalty: number, accuracy: optional(number), mae: optional(number) },
    ...{ valLoss: number, valAccuracy: optional(number), valMae: optional(number) },
  });
  return looseObject({
    ...{ hyperparameters: choices, seed: number, parameterCount: number, keptEpoch: number, seconds: number },
    ending: picklist(["complete", "early-stopped", "diverged", "interrupted", "pruned"]),
    endingReason: string(),
    dataset: looseObject({ name: string(), checksum: string() }),
    engine: looseObject({ path: string(), reason: string() }),
    stepLosses: numbers,
    history: array(epoch),
    diagnostics: optional(array(looseObject({}))),
  });
}

const isPlain = (value: unknown): boolean => ["number", "string", "boolean"].includes(typeof value);

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
