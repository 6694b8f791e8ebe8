import type { Dataset } from "../../data/dataset.js";
import { endWithParent } from "../../runtime/processes.js";
import { handleSigint } from "../../runtime/interruption.js";
import type { FleetRun, FleetTrainer } from "../../training/records/train-records.js";
import type { RunRecord } from "../../training/training-run.js";

/**
 * The life of a worker process: take the data, train one fleet after the other, reply with records, until the sweep
 * closes the channel.
 *
 * @param loadTrainer returns the trainer; called at the first fleet, because loading TensorFlow takes a second
 */
export function serve(loadTrainer: () => Promise<FleetTrainer>): void {
  let data: Dataset | undefined;
  const stop = new AbortController();
  // Ctrl-C in a terminal reaches every process of the sweep. The fleet is stopped by the sweep, in order.
  handleSigint(false);
  process.on("SIGINT", () => undefined);
  endWithParent();
  process.on("message", (message: ToWorker) => {
    if (message.kind === "data") data = message.data;
    else if (message.kind === "stop") stop.abort();
    else void trainAndAnswer(loadTrainer, data, message, stop.signal);
  });
}

async function trainAndAnswer(
  loadTrainer: () => Promise<FleetTrainer>,
  data: Dataset | undefined,
  { runs, validateEvery }: FleetToTrain,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (!data) throw new Error("Cannot train a fleet: the worker has been given no data yet.");
    const trainer = await loadTrainer();
    const onProgress = (done: number): void => {
      answer({ kind: "progress", done });
    };
    answer({ kind: "trained", records: await trainer(data, runs, { signal, validateEvery, onProgress }) });
  } catch (reason) {
    answer({ kind: "failed", error: reason instanceof Error ? reason : new Error(String(reason)) });
  }
}

function answer(message: FromWorker): void {
  // The channel may have closed in the meantime; then nobody is listening.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

/** A fleet, and how often it is validated. */
export interface FleetToTrain {
  readonly runs: readonly FleetRun[];
  readonly validateEvery: number | undefined;
}

/** What the sweep sends to a worker process. The data goes first, once. */
export type ToWorker =
  | { readonly kind: "data"; readonly data: Dataset }
  | ({ readonly kind: "train" } & FleetToTrain)
  | { readonly kind: "stop" };

/** What a worker process replies: a fleet's progress, then either its records or why it failed. */
export type FromWorker =
  | { readonly kind: "progress"; readonly done: number }
  | { readonly kind: "trained"; readonly records: readonly RunRecord[] }
  | { readonly kind: "failed"; readonly error: Error };
