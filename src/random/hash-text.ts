import { createHash } from "node:crypto";

/** The first 32 bits of the SHA-256 of a text, as a signed whole number: the same text gives the same seed everywhere. */
export function hashText(text: string): number {
  return createHash("sha256").update(text).digest().readInt32LE(0);
}
