import { Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { descriptors } from "../link/frames.js";
import { noCell, shared, type InterruptNotice } from "./interrupt-state.js";

/**
 * A thread of its own that hears an interrupt while the cells' thread is busy. It first asks politely, by a message to
 * the event loop. Where that is not noted in time, the thread is inside synchronous code: then the loops of the cell
 * are told to end, and SIGINT breaks off code called from the cell before its first `await`.
 */
const state = workerData as Int32Array;

/** Milliseconds until an unanswered interrupt is taken for a blocked thread. */
const patience = 80;

/** Milliseconds a loop of the cell gets to end by itself. */
const toTheLoop = 40;

/** The same where the cell has promised to end by itself: long calls may need a moment for each part. */
const longPatience = 1000;

async function interrupt(): Promise<void> {
  const cell = Atomics.load(state, shared.running);
  const noted = Atomics.load(state, shared.noted);
  const notice: InterruptNotice = { cell };
  parentPort!.postMessage(notice);
  const deadline =
    performance.now() + (Atomics.load(state, shared.cooperative) > 0 ? longPatience : patience);
  while (performance.now() < deadline) {
    if (Atomics.load(state, shared.noted) !== noted) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  if (Atomics.load(state, shared.running) !== cell) return;
  const ending = cell === 0 ? noCell : cell;
  Atomics.store(state, shared.ending, ending);
  if (Atomics.load(state, shared.noted) !== noted) {
    // Noted in this very moment: nothing blocks, and the next loop must not be taken for it.
    Atomics.compareExchange(state, shared.ending, ending, 0);
    return;
  }
  // Between the cells nothing is claimed by a signal.
  if (cell === 0) return;
  await new Promise((resolve) => setTimeout(resolve, toTheLoop));
  // Claimed first, so that the other thread knows of a signal that comes after the work it was meant for.
  if (Atomics.compareExchange(state, shared.breakable, cell, -cell) === cell)
    process.kill(process.pid, "SIGINT");
}

const pipe = new Socket({ fd: descriptors.interrupt, readable: true, writable: false });
pipe.on("data", () => void interrupt());
// The supervisor is gone, and with it everybody who could want an answer.
pipe.on("close", () => process.kill(process.pid, "SIGKILL"));
