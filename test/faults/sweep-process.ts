import { fork } from "node:child_process";
import { join } from "node:path";
import type { SweepNews } from "./programs/sweep-program.js";

/** The runs of a sweep that another process made. */
export type SweptRuns = Extract<SweepNews, { kind: "end" }>["runs"];

/** A process that sweeps, and can be killed. */
export interface SweepProcess {
  /** Settles once it begins to sweep. */
  readonly begun: Promise<void>;
  /** Its runs; undefined if it ended without them. */
  readonly finished: Promise<SweptRuns | undefined>;
  /** What it wrote to stderr. */
  readonly said: () => string;
  /** `kill -9`; settles when it is gone. */
  readonly kill: () => Promise<void>;
}

/** How a sweep in another process is made. */
export interface SweepSettings {
  readonly runs: number;
  /** The cache's folder. */
  readonly cache?: string;
  /** Address of a cluster. */
  readonly on?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** Modules loaded before anything else. */
  readonly preload?: readonly string[];
}

/** Starts a process that sweeps over `smallValues`. */
export function startSweep({ runs, cache, on, environment = {}, preload = [] }: SweepSettings): SweepProcess {
  const child = fork(join(__dirname, "programs", "sweep-program.js"), [String(runs), ...(on ? [on] : [])], {
    env: { ...process.env, ...(cache && { TUNEBOOK_CACHE: cache }), ...environment },
    execArgv: preload.flatMap((path) => ["--require", path]),
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let text = "";
  child.stderr!.setEncoding("utf8").on("data", (part: string) => (text += part));
  let result: SweptRuns | undefined;
  const gone = new Promise<void>((resolve) => {
    child.once("close", () => {
      resolve();
    });
  });
  const begun = new Promise<void>((resolve) => {
    child.on("message", (news: SweepNews) => {
      if (news.kind === "end") result = news.runs;
      resolve();
    });
  });
  return {
    begun: Promise.race([begun, gone]),
    finished: gone.then(() => result),
    said: () => text,
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

const references = new Map<string, Promise<ReadonlyMap<number, string>>>();

/** The numbers of so many runs when nothing goes wrong: computed once, in a process of its own, without any cache. */
export function undisturbed(runs: number, cache: string): Promise<ReadonlyMap<number, string>> {
  const key = String(runs);
  const known = references.get(key) ?? sweepOnce(runs, cache);
  references.set(key, known);
  return known;
}

async function sweepOnce(runs: number, cache: string): Promise<ReadonlyMap<number, string>> {
  const { finished, said } = startSweep({ runs, cache });
  const swept = await finished;
  if (swept?.length !== runs) throw new Error(`The sweep without any fault failed: ${said()}`);
  return new Map(swept.map(({ units, print }) => [units, print]));
}
