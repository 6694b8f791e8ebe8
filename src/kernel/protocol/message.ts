import { randomUUID } from "node:crypto";

/** Version of the Jupyter messaging protocol this kernel speaks. */
export const protocolVersion = "5.4";

/** Any JSON object: what a message carries before anything is known of it. */
export type Json = Record<string, unknown>;

/** The header of a Jupyter message. */
export interface Header {
  readonly msg_id: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly msg_type: string;
  readonly version: string;
  readonly subshell_id?: string | null;
}

/** One Jupyter message without its routing and signature. */
export interface Message {
  readonly header: Header;
  /** The header of the request this answers; empty for messages nobody asked for. */
  readonly parent: Header | Record<string, never>;
  readonly metadata: Json;
  readonly content: Json;
  readonly buffers: readonly Uint8Array[];
}

/** A received message together with the routing frames its answer must start with. */
export interface Request extends Message {
  readonly identities: readonly Uint8Array[];
}

/** Makes messages that carry this kernel's session. */
export class MessageFactory {
  readonly session = randomUUID();
  #count = 0;

  make(
    type: string,
    content: Json,
    parent: Message["parent"] = {},
    extras: { metadata?: Json; buffers?: readonly Uint8Array[] } = {},
  ): Message {
    const header: Header = {
      msg_id: `${this.session}_${this.#count++}`,
      session: this.session,
      username: "kernel",
      date: new Date().toISOString(),
      msg_type: type,
      version: protocolVersion,
    };
    return { header, parent, content, metadata: extras.metadata ?? {}, buffers: extras.buffers ?? [] };
  }
}

/** The value as a JSON object, or an empty one. */
export function asObject(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** A text field of a message's content, or the fallback where it is missing or of another type. */
export function textOf(content: Json, key: string, fallback = ""): string {
  const value = content[key];
  return typeof value === "string" ? value : fallback;
}

/** A number field of a message's content, or the fallback. */
export function numberOf(content: Json, key: string, fallback: number): number {
  const value = content[key];
  return typeof value === "number" ? value : fallback;
}

/** A yes-or-no field of a message's content, or the fallback. */
export function flagOf(content: Json, key: string, fallback: boolean): boolean {
  const value = content[key];
  return typeof value === "boolean" ? value : fallback;
}
