import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withFolder } from "./temporary.js";

/** A file system of its own that can be filled and made read-only. */
export interface SmallDisk {
  readonly folder: string;
  /** Leaves at most so many bytes free. */
  fillUpTo(bytes: number): void;
  /** Removes what filled it. */
  empty(): void;
  readOnly(on: boolean): void;
}

/** Why there can be no disk like that here: it takes the right to mount one. */
export function whyNoSmallDisk(): string | undefined {
  noDisk ??= spawnSync("unshare", ["--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status === 0 ? "" : "no right to mount a small file system (needs Linux and root)"; // prettier-ignore
  return noDisk === "" ? undefined : noDisk;
}

let noDisk: string | undefined;

/** Runs something with an empty disk of so many bytes. */
export function withSmallDisk<Result>(
  bytes: number,
  use: (disk: SmallDisk) => Promise<Result>,
): Promise<Result> {
  return withFolder(async (place) => {
    const folder = join(place, "disk");
    mkdirSync(folder);
    run("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", folder]);
    const ballast = join(folder, "ballast");
    try {
      return await use({
        folder,
        fillUpTo: (left) => {
          const { bavail, bsize } = statfsSync(folder);
          writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - left)));
        },
        empty: () => {
          rmSync(ballast, { force: true });
        },
        readOnly: (on) => {
          run("mount", ["-o", `remount,${on ? "ro" : "rw"}`, folder]);
        },
      });
    } finally {
      run("umount", ["--lazy", folder]);
    }
  });
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr}`);
}
