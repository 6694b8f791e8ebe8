import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cacheFolder } from "./context.mjs";

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/** @param {string} file @returns {number | undefined} the process that holds it, undefined while it writes its number */
function holder(file) {
  try {
    const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
    return Number.isNaN(pid) ? undefined : pid;
  } catch {
    return undefined;
  }
}

/** A file without a number was not finished by its writer, which takes only a moment. */
const unfinishedMilliseconds = 5000;

/** @param {string} file @returns {boolean} whether no living process holds it */
function isStale(file) {
  const pid = holder(file);
  if (pid !== undefined) return pid === process.pid ? false : !isAlive(pid);
  const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity);
  return age > unfinishedMilliseconds;
}

/** Moves a stale lock aside; if another process put its own there meanwhile, gives it back. @param {string} file */
function removeStale(file) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (!isStale(aside)) linkSync(aside, file);
  } catch {
    return; // another process was faster: the next try finds out which
  } finally {
    rmSync(aside, { force: true });
  }
}

/** @param {string} file @returns {boolean} whether it is now ours */
function tryToTake(file) {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    if (isStale(file)) removeStale(file);
    return false;
  }
}

/**
 * Does something while no other set-up works in this checkout. Waits for another one unless its process has died.
 *
 * @template Result
 * @param {import("./context.mjs").Context} context
 * @param {(pid: number) => void} onWait called once, if another set-up is running
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withLock(context, onWait, work) {
  mkdirSync(cacheFolder(context), { recursive: true });
  const file = join(cacheFolder(context), "setup.lock");
  for (let told = false; !tryToTake(file); await sleep(200)) {
    const pid = holder(file);
    if (!told && pid !== undefined) {
      onWait(pid);
      told = true;
    }
  }
  const release = () => {
    if (holder(file) === process.pid) rmSync(file, { force: true });
  };
  process.once("exit", release);
  try {
    return await work();
  } finally {
    process.removeListener("exit", release);
    release();
  }
}
