import type { Json } from "../protocol/message.js";
import type { Emitted } from "./emitted.js";

/** From the supervisor to the process that checks and compiles; `id` is unique in the session. */
export type ToCompiler =
  | { readonly type: "compile"; readonly id: number; readonly code: string; readonly count: number }
  | { readonly type: "expression"; readonly id: number; readonly code: string }
  | {
      readonly type: "complete" | "inspect" | "isComplete";
      readonly id: number;
      readonly code: string;
      readonly cursor: number;
    }
  | Commit
  | { readonly type: "interrupt" };

/** The cell `id` has run. */
export interface Commit {
  readonly type: "commit";
  readonly id: number;
  /** The names that got a value, where it failed half-way. */
  readonly exists?: readonly string[];
  /** Its code, where it was not compiled there. */
  readonly unseen?: string;
}

/** What became of a cell: JavaScript, or else an error's content. */
export type Compiled =
  | {
      readonly status: "ok";
      readonly emitted: Emitted;
      /** The values it declares. */
      readonly names: readonly string[];
      /** All names that it declares, types and imports included; without any it need not be committed. */
      readonly declares: readonly string[];
    }
  | ({ readonly status: "error" } & Json);

/** From that process to the supervisor. */
export type FromCompiler =
  | { readonly id: number; readonly content: Json }
  /** The packages that a cell imports, which is still being checked. */
  | { readonly id: number; readonly imports: readonly string[] }
  /** What the reader is to be told with a cell. */
  | { readonly id: number; readonly note: string };
