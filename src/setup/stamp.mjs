import { createHash } from "node:crypto";
import { createReadStream, readFileSync, writeFileSync } from "node:fs";

/**
 * A stamp is a small JSON file inside the folder it describes, so that deleting the folder deletes the stamp.
 *
 * @param {string} file @param {unknown} expected
 * @returns {boolean} whether the file holds exactly that
 */
export function hasStamp(file, expected) {
  try {
    return readFileSync(file, "utf8") === stampText(expected);
  } catch {
    return false;
  }
}

/** @param {string} file @param {unknown} value */
export const writeStamp = (file, value) => writeFileSync(file, stampText(value));

/** @param {unknown} value */
const stampText = (value) => `${JSON.stringify(value, null, 2)}\n`;

/** @param {string} text @returns {string} SHA-256, hexadecimal */
export const sha256OfText = (text) => createHash("sha256").update(text).digest("hex");

/** @param {string} file @returns {Promise<string | undefined>} SHA-256 of a file; undefined if it cannot be read */
export async function sha256OfFile(file) {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk);
  } catch {
    return undefined;
  }
  return hash.digest("hex");
}
