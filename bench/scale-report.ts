import { markdownTable } from "../test/faults/report.js";
import { describeMachine } from "./machine.js";
import type { ServerLoad } from "./scale-load.js";

interface Measured {
  readonly runs: number;
  readonly seconds: number;
  readonly load: ServerLoad;
}

/** What came of one number of workers. */
export interface ScaleRow {
  readonly workers: number;
  /** Runs that cost nothing: the queue alone. */
  readonly queued: Measured;
  /** Runs that are trained. */
  readonly trained: Measured;
}

/** Cores of the machines on paper. */
const paperCores = 8;

/** The page as Markdown. */
export function scaleReport(rows: readonly ScaleRow[]): string {
  const { cores, system, node } = describeMachine();
  const first = rows[0]!;
  const perRun = ({ runs, load }: Measured, name: keyof ServerLoad): number => load[name] / runs;
  const queue = rows.map(({ workers, queued }) => [
    String(workers),
    String(queued.runs),
    (queued.runs / queued.seconds).toFixed(0),
    perRun(queued, "commands").toFixed(1),
    perRun(queued, "bytesIn").toFixed(0),
    perRun(queued, "bytesOut").toFixed(0),
    perRun(queued, "memory").toFixed(0),
    (1e6 * perRun(queued, "processor")).toFixed(0),
  ]);
  const speed = ({ trained }: ScaleRow): number => trained.runs / trained.seconds;
  const training = rows.map((row) => [
    String(row.workers),
    String(row.trained.runs),
    speed(row).toFixed(1),
    (speed(row) / speed(first)).toFixed(2),
    Math.min(row.workers, cores).toFixed(0),
  ]);
  return `# How far it scales

Made by \`npm run bench:scale\`, which rewrites this page. Server, workers and the sweep share one machine:
${system}, ${cores} cores, Node ${node}.

## The queue alone

A sweep of runs that cost nothing: a worker hands in a record of twenty epochs at once. What is measured is the queue.

${markdownTable([["workers", "runs", "runs per second", "commands per run", "bytes to Redis per run", "bytes from Redis per run", "bytes kept per run", "Redis µs per run"], ...queue])}

Commands are those that the server counts, inside the scripts of the queue, too. A sweep puts in 500 runs at a time and looks
for 200 records at once; a worker takes up to 8.

## Training

The baseline preset on digits, one thread for each worker: more workers than cores cannot help.

${markdownTable([["workers", "runs", "runs per second", "speed-up", "cores they can use"], ...training])}

## A thousand machines, on paper

${onPaper(rows)}
`;
}

/** When Redis, which runs its commands on one core, becomes the bound. */
function onPaper(rows: readonly ScaleRow[]): string {
  const { runs, load } = rows.at(-1)!.queued;
  const processor = load.processor / runs;
  const bytes = (load.bytesIn + load.bytesOut) / runs;
  const most = 1 / processor;
  const workers = 1000 * paperCores;
  const shortest = workers / most;
  return `Redis runs its commands on one core. With the ${(1e6 * processor).toFixed(0)} µs of it per run from above it saturates at
${most.toFixed(0)} runs per second, which is ${((most * bytes) / 2 ** 20).toFixed(1)} MiB per second on its network. A thousand machines of ${paperCores} cores are ${workers}
workers: they keep busy as long as one run takes longer than ${workers} / ${most.toFixed(0)} = ${shortest.toFixed(1)} seconds on a core. Shorter runs
would wait for the queue: sweep fewer machines, or give every sweep a server of its own. A day of records, ${(load.memory / runs / 1024).toFixed(1)} KiB
each, takes ${((86_400 * Math.min(most, workers / 60) * load.memory) / runs / 2 ** 30).toFixed(0)} GiB of the server's memory when every run takes a minute: shorten the day, or give it that memory.`;
}
