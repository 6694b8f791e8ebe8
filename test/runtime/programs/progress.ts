// A program that works for argv[2] milliseconds, with a listener if argv[3] says so.
import { subscribe } from "node:diagnostics_channel";
import { setTimeout as wait } from "node:timers/promises";
import { progressChannel, progressReport } from "../../../src/runtime/progress.js";

const [duration, listener] = process.argv.slice(2);

async function main(): Promise<void> {
  if (listener === "listened") subscribe(progressChannel.name, () => undefined);
  const outer = progressReport({ kind: "sweep", title: "Sweep over units", total: 4 });
  const inner = progressReport({ kind: "train", title: "inside", total: 9 });
  outer.report({ done: 1, total: 4, part: 0.01 });
  await wait(Number(duration));
  inner.finish();
  outer.finish();
  process.stdout.write("done");
}

void main();
