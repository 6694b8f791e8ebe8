import { randomUUID } from "node:crypto";
import { renameSync, unlinkSync } from "node:fs";
import { codeOf } from "./errors.js";

/**
 * What the files have in common that say "this is mine": the lock of a journal, whose form is Optuna's, and the claims on
 * runs in a cache. Each is made by one call that fails if the file is there. (Packages such as proper-lockfile make
 * folders, which Optuna would not see as locks.)
 */

/**
 * Whether `make` could make the lock.
 *
 * @throws whatever `make` throws, unless the lock is there already
 */
export function tryToMake(make: () => void): boolean {
  try {
    make();
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Removes a lock. Renames first: of two that remove the same lock, one fails here instead of removing a third one's. */
export function removeLock(path: string): void {
  const away = `${path}.${randomUUID()}.rename`;
  try {
    renameSync(path, away);
    unlinkSync(away);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

/**
 * Tells when a lock's holder shows no sign of life for too long, by this process's own steady clock: clocks of the day
 * jump, and differ between machines.
 */
export class SignsOfLife {
  private readonly seen = new Map<string, { readonly sign: unknown; readonly since: number }>();

  /** @param patience milliseconds without a new sign after which a holder counts as dead */
  constructor(private readonly patience: number) {}

  /** Whether the sign (such as the time of the last touch) has stayed the same for too long since it was first seen. */
  isDead(name: string, sign: unknown): boolean {
    const now = performance.now();
    const known = this.seen.get(name);
    if (known !== undefined && known.sign === sign) return now - known.since > this.patience;
    this.seen.set(name, { sign, since: now });
    return false;
  }
}
