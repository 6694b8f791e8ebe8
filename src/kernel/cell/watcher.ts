import { Socket } from "node:net";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { DebugAdapter } from "../debugger/adapter.js";
import { type DebugRequest, refusal } from "../debugger/protocol.js";
import { descriptors, encodeFrame, FrameReader, type FromWatcher, type ToWatcher } from "../link/frames.js";
import { noCell, ownWork, shared, type InterruptNotice } from "./interrupt-state.js";
import { stopMainThread } from "./stopper.js";

/**
 * A thread of its own that hears what must arrive while the cells' thread is busy: the reader's answers, an interrupt,
 * and what a debugger asks. It first asks politely, by a message to
 * the event loop. Where that is not noted in time, the thread is inside synchronous code: then the loops that wait are
 * told to end, SIGINT breaks off code called from the cell before its first `await`, and V8 any other.
 */
const { state, answers } = workerData as { readonly state: Int32Array; readonly answers: MessagePort };

/** Milliseconds until an unanswered interrupt is taken for a blocked thread. */
const patience = 40;

/** Milliseconds a loop of the cell gets to end by itself. */
const toTheLoop = 15;

/** The same where the cell has promised to end by itself: long calls may need a moment for each part. */
const longPatience = 1000;

async function interrupt(meant?: number): Promise<void> {
  // What stands still at a breakpoint hears nothing.
  await (await adapter)?.aside(() => Promise.resolve());
  const before = Atomics.load(state, shared.running);
  const noted = Atomics.load(state, shared.noted);
  const notice: InterruptNotice = { cell: before, ...(meant !== undefined && { meant }) };
  parentPort!.postMessage(notice);
  if (before === ownWork) return;
  const deadline =
    performance.now() + (Atomics.load(state, shared.cooperative) > 0 ? longPatience : patience);
  while (performance.now() < deadline) {
    if (Atomics.load(state, shared.noted) !== noted) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const cell = Atomics.load(state, shared.running);
  if (cell !== before && cell !== meant) return;
  const ending = cell === 0 ? noCell : cell;
  Atomics.store(state, shared.ending, ending);
  if (Atomics.load(state, shared.noted) !== noted) {
    // Noted in this very moment: nothing blocks, and the next loop must not be taken for it.
    Atomics.compareExchange(state, shared.ending, ending, 0);
    return;
  }
  await new Promise((resolve) => setTimeout(resolve, toTheLoop));
  if (Atomics.load(state, shared.noted) !== noted) return;
  // Claimed first, so that the other thread knows of a signal that comes after the work it was meant for. Between the
  // cells nothing is claimed by a signal.
  if (cell !== 0 && Atomics.compareExchange(state, shared.breakable, cell, -cell) === cell)
    process.kill(process.pid, "SIGINT");
  else await stopUntilEnded(cell, noted);
}

/** Milliseconds between two attempts to stop what could not be stopped where it was. */
const betweenAttempts = 100;

/** On a busy machine the thread may not be paused in time, or be in code of the kernel's own: then it is tried again. */
async function stopUntilEnded(cell: number, noted: number): Promise<void> {
  while (Atomics.load(state, shared.running) === cell && Atomics.load(state, shared.noted) === noted) {
    await stop(cell);
    await new Promise((resolve) => setTimeout(resolve, betweenAttempts));
  }
}

/** One at a time, since there is one thread to stop; what it is stopped for may be another cell by now. */
let stopping: { readonly cell: number; readonly ended: Promise<void> } | undefined;

async function stop(cell: number): Promise<void> {
  while (stopping !== undefined && stopping.cell !== cell) await stopping.ended;
  const work = () =>
    stopMainThread(
      () => Atomics.load(state, shared.running) === cell,
      (stack) => {
        const stopped: InterruptNotice = { cell, stack };
        parentPort!.postMessage(stopped);
      },
    );
  const aside = async () => (await adapter)?.aside(work) ?? work();
  stopping ??= { cell, ended: aside().finally(() => (stopping = undefined)) };
  return stopping.ended;
}

/** The debugger, once somebody has asked for it. */
let adapter: Promise<DebugAdapter> | undefined;

async function debug(id: number, request: DebugRequest): Promise<void> {
  adapter ??= import("../debugger/adapter.js").then(
    (loaded) =>
      new loaded.DebugAdapter((event) => {
        tell({ type: "debugEvent", event });
      }),
  );
  const response = await adapter
    .then((loaded) => loaded.handle(request))
    .catch((error: unknown) => refusal(request, (error as Error).message));
  tell({ type: "debugReply", id, response });
}

function tell(frame: FromWatcher): void {
  pipe.write(encodeFrame(frame));
}

/** How long what an interrupted cell has left behind is watched, in rounds, and how long each is, in milliseconds. */
const rounds = 20;
const round = 100;

/** A timer of an interrupted cell may fire later and block the thread for the cells after it: that ends too. */
async function guard(): Promise<void> {
  for (let count = 0; count < rounds; count++) {
    const noted = Atomics.load(state, shared.noted);
    const question: InterruptNotice = { cell: 0, question: true };
    parentPort!.postMessage(question);
    await new Promise((resolve) => setTimeout(resolve, round));
    const isBlocked = Atomics.load(state, shared.noted) === noted;
    if (isBlocked && Atomics.load(state, shared.running) === 0) await stop(0);
  }
}

parentPort!.on("message", () => void guard());

const frames = new FrameReader<ToWatcher>();
const pipe = new Socket({ fd: descriptors.watcher, readable: true, writable: true });
pipe.on("data", (chunk: Buffer) => {
  for (const frame of frames.read(chunk))
    if (frame.type === "interrupt") void interrupt(frame.cell);
    else if (frame.type === "debug") void debug(frame.id, frame.request);
    else answers.postMessage(frame.value);
});
// The supervisor is gone, and with it everybody who could want an answer.
pipe.on("close", () => process.kill(process.pid, "SIGKILL"));
