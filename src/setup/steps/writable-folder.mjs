import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, temporaryFolder } from "../context.mjs";
import { SetupProblem } from "../problem.mjs";

/** What an interrupted run left half-done is thrown away here, before anything else begins.
 * @param {import("../context.mjs").Context} context */
export function prepareFolder(context) {
  const probe = join(cacheFolder(context), `writable-${process.pid}`);
  try {
    mkdirSync(cacheFolder(context), { recursive: true });
    writeFileSync(probe, "");
    rmSync(probe);
    rmSync(temporaryFolder(context), { recursive: true, force: true });
  } catch (error) {
    const reason = /** @type {NodeJS.ErrnoException} */ (error).code ?? String(error);
    if (reason === "ENOSPC") throw new SetupProblem("The disk is full.", ["Free 3 GB and start again."]);
    throw new SetupProblem(
      `Cannot write into ${context.home ?? `the project's folder ${context.root}`} (${reason}).`,
      [
        "Give yourself the right to write there, or " +
          (context.home
            ? "set TUNEBOOK_HOME to a folder of your own."
            : "clone the project into a folder of your own."),
      ],
    );
  }
}
