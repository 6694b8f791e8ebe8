import { randomUUID } from "node:crypto";
import { closeSync, lstatSync, openSync, renameSync, statSync, symlinkSync, unlinkSync } from "node:fs";
import { resolve } from "node:path";

/**
 * Runs `action` while no other process (of ours or Optuna's) holds the lock of `path`, waiting for it if need be.
 *
 * The lock is what Optuna's is: a symbolic link `<path>.lock`, whose making is atomic on network file systems, too. A
 * lock whose holder was killed is broken once neither it nor the file has changed for `patience` milliseconds.
 */
export function withFileLock<T>(path: string, patience: number, action: () => T): T {
  const lock = `${path}.lock`;
  acquire(path, lock, patience);
  try {
    return action();
  } finally {
    release(lock);
  }
}

function acquire(path: string, lock: string, patience: number): void {
  let unchangedSince = performance.now();
  let seen = "";
  for (let pause = 1; !tryToLock(path, lock); pause = Math.min(2 * pause, 50)) {
    const now = fingerprint(path, lock);
    if (now !== seen) [seen, unchangedSince] = [now, performance.now()];
    else if (performance.now() - unchangedSince > patience) release(lock);
    sleepSync(pause);
  }
}

function tryToLock(path: string, lock: string): boolean {
  try {
    // An absolute target, because Optuna looks through the link for the time of the last change.
    symlinkSync(resolve(path), lock);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    if (codeOf(error) !== "EPERM" && codeOf(error) !== "ENOSYS") throw error;
    return tryExclusiveFile(lock); // Windows without the right to make links
  }
}

function tryExclusiveFile(lock: string): boolean {
  try {
    closeSync(openSync(lock, "wx"));
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Renames first: of two that release the same lock, one fails here instead of removing a third one's lock. */
function release(lock: string): void {
  const away = `${lock}${randomUUID()}.rename`;
  try {
    renameSync(lock, away);
    unlinkSync(away);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

/** Changes whenever another process takes the lock or writes. */
function fingerprint(path: string, lock: string): string {
  const holder = lstatSync(lock, { throwIfNoEntry: false });
  const file = statSync(path, { throwIfNoEntry: false });
  return [holder?.ino, holder?.mtimeMs, file?.size].join("/");
}

function sleepSync(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
