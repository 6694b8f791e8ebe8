import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from "node:crypto";
import { asObject, type Header, type Message, type Request } from "./message.js";

const delimiter = Buffer.from("<IDS|MSG>");

/** A message that must not be acted on: malformed, unsigned or signed with another key. */
export class RejectedMessage extends Error {
  override name = "RejectedMessage";
}

/** Turns messages into signed ZeroMQ frames and back (Jupyter's wire protocol). */
export class Wire {
  /** Nothing where messages are not signed. */
  readonly #key: KeyObject | undefined;
  readonly #algorithm: string;

  /**
   * @param key The connection file's key; an empty one means that nothing is signed.
   * @param scheme `hmac-` and the name of a digest.
   */
  constructor(key: string, scheme: string) {
    this.#key = key === "" ? undefined : createSecretKey(key, "utf8");
    this.#algorithm = scheme.replace(/^hmac-/, "");
  }

  encode(message: Message, identities: readonly Uint8Array[]): Uint8Array[] {
    const parts = [message.header, message.parent, message.metadata, message.content].map((part) =>
      Buffer.from(wellFormed(JSON.stringify(part))),
    );
    return [...identities, delimiter, Buffer.from(this.#sign(parts)), ...parts, ...message.buffers];
  }

  /** @throws {RejectedMessage} Where the frames are no properly signed message. */
  decode(frames: readonly Uint8Array[]): Request {
    const start = frames.findIndex((frame) => delimiter.equals(frame));
    if (start < 0) throw new RejectedMessage("no <IDS|MSG> delimiter");
    const [signature, ...rest] = frames.slice(start + 1);
    const parts = rest.slice(0, 4);
    if (signature === undefined || parts.length < 4)
      throw new RejectedMessage(`only ${frames.length} frames`);
    if (!this.#isSignedBy(parts, signature)) throw new RejectedMessage("the signature does not fit the key");
    const [header, parent, metadata, content] = parts.map(parseObject);
    return {
      header: asHeader(header!),
      parent: parent as unknown as Header,
      metadata: metadata!,
      content: content!,
      buffers: rest.slice(4),
      identities: frames.slice(0, start),
    };
  }

  #sign(parts: readonly Uint8Array[]): string {
    if (this.#key === undefined) return "";
    const hmac = createHmac(this.#algorithm, this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }

  #isSignedBy(parts: readonly Uint8Array[], signature: Uint8Array): boolean {
    if (this.#key === undefined) return true;
    const expected = Buffer.from(this.#sign(parts));
    return expected.length === signature.length && timingSafeEqual(expected, signature);
  }
}

/**
 * JSON in which half of a character beyond the 16-bit range, which no UTF-8 file can hold, has become U+FFFD. Only such a
 * half is written as an escape; a backslash before one is two in JSON.
 */
function wellFormed(json: string): string {
  if (!json.includes("\\ud")) return json;
  return json.replace(/(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g, "$1\ufffd");
}

function parseObject(frame: Uint8Array): Record<string, unknown> {
  try {
    return asObject(JSON.parse(Buffer.from(frame).toString("utf8")));
  } catch (error) {
    throw new RejectedMessage(`a part is not JSON (${(error as Error).message})`);
  }
}

function asHeader(header: Record<string, unknown>): Header {
  if (typeof header["msg_type"] !== "string" || typeof header["msg_id"] !== "string")
    throw new RejectedMessage("the header lacks msg_type or msg_id");
  return header as unknown as Header;
}
