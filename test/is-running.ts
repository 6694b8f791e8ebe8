import { existsSync, readFileSync } from "node:fs";

/** Whether a process is there and alive: one that has ended may stay in the list until somebody asks for its status. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync(`/proc/${pid}/stat`) || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
