import { createHash } from "node:crypto";
import { fromJson, toJson } from "./json.js";

/** SHA-256 in hexadecimal digits. */
export const sha256 = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("hex");

/** The JSON of a description with its own SHA-256, by which {@link openSealed} sees whether it was changed. */
export const sealedJson = (description: object): string =>
  toJson({ description, checksum: sha256(toJson(description)) }, 1);

/** The description that {@link sealedJson} wrote; undefined if the text was damaged or is something else. */
export function openSealed(text: string): unknown {
  try {
    const { description, checksum } = fromJson(text) as { description: unknown; checksum: unknown };
    return sha256(toJson(description)) === checksum ? description : undefined;
  } catch {
    return undefined;
  }
}
