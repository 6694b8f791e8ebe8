import type { Json } from "../protocol/message.js";

/** A request of the Debug Adapter Protocol, with Jupyter's additions. */
export interface DebugRequest {
  readonly seq: number;
  readonly command: string;
  readonly arguments: Json;
}

/** The answer to one. */
export interface DebugResponse {
  readonly type: "response";
  readonly request_seq: number;
  readonly success: boolean;
  readonly command: string;
  readonly message?: string;
  readonly body: Json;
}

/** What the debugger says without being asked. */
export interface DebugEvent {
  readonly type: "event";
  readonly event: string;
  readonly body: Json;
}

/** An answer that says why there is none. */
export function refusal({ seq, command }: DebugRequest, message: string): DebugResponse {
  return { type: "response", request_seq: seq, success: false, command, message, body: {} };
}
