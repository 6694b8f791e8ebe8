import { join } from "node:path";
import { startPeer } from "./peer-process.js";
import { tuningMeasures } from "./tuning/measures.js";
import type { Verdict } from "./verdicts.js";

/** A target that concerns this library alone. */
export interface OwnMeasure {
  readonly name: string;
  readonly run: (quick: boolean) => Promise<Verdict & { readonly details: object }>;
}

/** What the memory peer is asked. */
export interface MemoryQuestion {
  readonly early: number;
  readonly trainings: number;
  /** Whether XLA compiles a graph for every training, which is freed again later. */
  readonly compiled: boolean;
}

/** What the memory peer found. */
export interface MemoryFound {
  readonly trainings: number;
  readonly tensorsEarly: number;
  readonly tensorsLate: number;
  readonly residentEarly: number;
  readonly residentLate: number;
}

/** What the re-run peer found, in seconds. */
export interface RerunFound {
  readonly firstCell: number;
  readonly firstResult: number;
  readonly wholeCell: number;
}

/** All of them. */
export const ownMeasures: readonly OwnMeasure[] = [
  { name: "re-run of a traced cell", run: measureRerun },
  {
    name: "memory over 1,000 trainings",
    run: (quick) => measureMemory({ early: 100, trainings: quick ? 300 : 1000, compiled: false }),
  },
  {
    name: "memory over 300 graphs compiled by XLA and freed",
    run: (quick) => measureMemory({ early: 50, trainings: quick ? 100 : 300, compiled: true }),
  },
  ...tuningMeasures,
];

async function measureRerun(): Promise<Verdict & { details: object }> {
  const found = (await askOnce("rerun-peer.js", {})) as RerunFound;
  return {
    what: "re-run of a traced cell (digits, 20 epochs), first result",
    target: "under 0.3 s",
    measured: `${found.firstResult.toFixed(3)} s (the whole cell ${found.wholeCell.toFixed(3)} s, the first time ${found.firstCell.toFixed(2)} s)`,
    met: found.firstResult < 0.3,
    details: found,
  };
}

async function measureMemory(question: MemoryQuestion): Promise<Verdict & { details: object }> {
  const found = (await askOnce("memory-peer.js", question)) as MemoryFound;
  const growth = found.residentLate / found.residentEarly - 1;
  const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;
  return {
    what:
      `memory after ${found.trainings} trainings against after ${question.early}` +
      (question.compiled ? ", each compiled by XLA and freed" : ""),
    target: "the same tensors, at most 10 % more resident",
    measured:
      `${found.tensorsEarly} → ${found.tensorsLate} tensors, ${megabytes(found.residentEarly)} → ` +
      `${megabytes(found.residentLate)} (${(100 * growth).toFixed(1)} %)`,
    met: found.tensorsLate === found.tensorsEarly && growth <= 0.1,
    details: found,
  };
}

async function askOnce(script: string, question: object): Promise<unknown> {
  const peer = await startPeer([process.execPath, join(__dirname, "peers", script)]);
  try {
    return await peer.ask(question);
  } finally {
    await peer.close();
  }
}
