import { fork, type ChildProcess } from "node:child_process";
import type { Dataset } from "../../data/dataset.js";
import type { RunRecord } from "../../training/training-run.js";
import type { TrainerOptions, FleetRun } from "../../training/records/train-records.js";
import type { FromWorker, ToWorker } from "./serve.js";
import { oneThread } from "../../runtime/processes.js";

// The package tinypool also keeps processes for such work, but an abort there kills the process and loses the epochs that
// were trained, messages are JSON (typed arrays and NaN would not survive), and a lost process fails its task without a
// distinctive error; it does not control what a worker does when its parent dies.

/** A worker process ended while it had a fleet to train. The fleet can be given to another one. */
export class WorkerLost extends Error {
  override readonly name = "WorkerLost";
}

/** One worker process, as the sweep sees it. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  /** Trains one fleet there. Rejects with {@link WorkerLost} if the process ends before it has answered. */
  train(runs: readonly FleetRun[], options: TrainerOptions): Promise<readonly RunRecord[]>;
  /** Lets the process end. */
  release(): void;
}

/**
 * Starts a worker process and hands it the data.
 *
 * @param module path of the program the process runs; it calls `serve`
 * @param data what its fleets train on
 */
export function startWorker(module: string, data: Dataset): WorkerProcess {
  const child = fork(module, {
    // Typed arrays, NaN and Infinity survive only with this serialization, not as JSON.
    serialization: "advanced",
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    env: { TF_CPP_MIN_LOG_LEVEL: "2", ...process.env, ...oneThread },
  });
  const lastWords = collectTail(child);
  tell(child, { kind: "data", data });
  return {
    pid: child.pid,
    train: (runs, options) => trainIn(child, lastWords, runs, options),
    release: () => {
      if (child.connected) child.disconnect();
    },
  };
}

function trainIn(
  child: ChildProcess,
  lastWords: () => string,
  runs: readonly FleetRun[],
  options: TrainerOptions,
): Promise<readonly RunRecord[]> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      tell(child, { kind: "stop" });
    };
    const onMessage = (message: FromWorker): void => {
      if (message.kind === "progress") options.onProgress(message.done);
      else if (message.kind === "trained") settle(resolve, message.records);
      else settle(reject, message.error);
    };
    const onEnd = (cause: number | Error | null, killed?: string | null): void => {
      const how =
        cause instanceof Error ? cause.message : killed ? `killed by ${killed}` : `exit code ${cause}`;
      settle(reject, new WorkerLost(`A worker process ended early (${how}).${lastWords()}`));
    };
    const settle = <Outcome>(finish: (outcome: Outcome) => void, outcome: Outcome): void => {
      child.off("message", onMessage).off("exit", onEnd).off("error", onEnd);
      options.signal.removeEventListener("abort", stop);
      finish(outcome);
    };
    child.on("message", onMessage).on("exit", onEnd).on("error", onEnd);
    options.signal.addEventListener("abort", stop);
    if (child.exitCode !== null || child.signalCode !== null) onEnd(child.exitCode, child.signalCode);
    else tell(child, { kind: "train", runs, validateEvery: options.validateEvery });
    if (options.signal.aborted) stop();
  });
}

function tell(child: ChildProcess, message: ToWorker): void {
  // A failed send means that the process is gone, which its exit event reports better.
  if (child.connected) child.send(message, () => undefined);
}

/** Keeps the end of what the process writes to stderr: the only clue if it crashes. */
function collectTail(child: ChildProcess, most = 2000): () => string {
  let tail = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    tail = (tail + text).slice(-most);
  });
  return () => (tail.trim() === "" ? "" : ` Its last output: ${tail.trim()}`);
}
