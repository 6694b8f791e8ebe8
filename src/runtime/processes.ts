import { readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { codeOf } from "./errors.js";

/** The environment of a process that shares the machine with others of its kind, one per core: it must not start a thread per core as well. */
export const oneThread = {
  OMP_NUM_THREADS: "1",
  TF_NUM_INTRAOP_THREADS: "1",
  TF_NUM_INTEROP_THREADS: "1",
} as const;

/** Ends this forked process as soon as the one that forked it is gone or lets go of it: its work would be of no use. */
export function endWithParent(): void {
  process.on("disconnect", () => process.exit());
}

/** A name for the machine on which process numbers mean the same. Containers may share a host's name, but not its numbering of processes. */
export function thisMachine(): string {
  try {
    return `${hostname()}/${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return hostname(); // not Linux
  }
}

/** Whether a process of this machine has not ended; one that may not be signalled is alive, too. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}
