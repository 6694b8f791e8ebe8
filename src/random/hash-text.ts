import { createHash } from "node:crypto";

/**
 * The first 32 bits of the SHA-256 of a string, as a signed 32-bit integer: the same string gives the same seed everywhere.
 */
export function hashText(text: string): number {
  return createHash("sha256").update(text).digest().readInt32LE(0);
}
