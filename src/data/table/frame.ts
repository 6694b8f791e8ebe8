import { isRecord } from "../../runtime/collections.js";

/** A danfo.js DataFrame, as far as data is concerned. */
export interface FrameLike {
  readonly columns: readonly string[];
  readonly values: readonly unknown[];
}

/** Whether a value is a danfo.js DataFrame, or has the two fields of one that are read here. */
export const isFrame = (value: unknown): value is FrameLike =>
  isRecord(value) && Array.isArray(value["columns"]) && Array.isArray(value["values"]);

/** The rows of a frame; a frame of one column may hold bare cells. */
export const frameRows = ({ values }: FrameLike): (readonly unknown[])[] =>
  values.map((row) => (Array.isArray(row) ? (row as readonly unknown[]) : [row]));
