import { createHash } from "node:crypto";
import { fromJson, toJson } from "../../runtime/json.js";
import { isRunRecord } from "./is-run-record.js";
import type { RunRecord } from "../../training/training-run.js";

const format = "tunebook run 1";

/**
 * A run record as the text of a cache file: a first line with the format and a SHA-256 of the second, which is the
 * record as JSON. A torn, changed or foreign file cannot pass for one.
 */
export function recordToText(record: RunRecord): string {
  const json = toJson(record);
  return `${format} ${digest(json)}\n${json}\n`;
}

/** The record in the text of a cache file, or undefined if the text is not a whole one. */
export function textToRecord(text: string): RunRecord | undefined {
  const [head, json, rest] = text.split("\n");
  if (json === undefined || rest !== "" || head !== `${format} ${digest(json)}`) return undefined;
  const record = fromJson(json);
  return isRunRecord(record) ? record : undefined;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
