import { closeSync, lstatSync, openSync, statSync, symlinkSync } from "node:fs";
import { resolve } from "node:path";
import { codeOf } from "../../../runtime/errors.js";
import { removeLock, SignsOfLife, tryToMake } from "../../../runtime/lock-file.js";

/**
 * Runs `action` while no other process (of ours or Optuna's) holds the lock of `path`, waiting for it if necessary.
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
    removeLock(lock);
  }
}

function acquire(path: string, lock: string, patience: number): void {
  const holder = new SignsOfLife(patience);
  const make = (): void => {
    makeLock(path, lock);
  };
  for (let pause = 1; !tryToMake(make); pause = Math.min(2 * pause, 50)) {
    if (holder.isDead(lock, fingerprint(path, lock))) removeLock(lock);
    sleepSync(pause);
  }
}

function makeLock(path: string, lock: string): void {
  try {
    // An absolute target, because Optuna follows the link to read the modification time.
    symlinkSync(resolve(path), lock);
  } catch (error) {
    if (codeOf(error) !== "EPERM" && codeOf(error) !== "ENOSYS") throw error;
    closeSync(openSync(lock, "wx")); // Windows without permission to create links
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
