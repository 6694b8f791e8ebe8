import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SetupProblem } from "../problem.mjs";

/**
 * Writes files, with the folders they need.
 *
 * @param {string} folder @param {Iterable<readonly [string, string | Uint8Array]>} files path and content
 * @throws {SetupProblem} if one cannot be written
 */
export function writeFiles(folder, files) {
  for (const [path, content] of files) {
    const file = join(folder, path);
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    } catch (error) {
      throw new SetupProblem(`Cannot write ${file}: ${/** @type {Error} */ (error).message}.`, [
        "Check that there is room on the disk, and that you may write into this folder.",
      ]);
    }
  }
}
