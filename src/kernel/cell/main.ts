import { setImmediate } from "node:timers";
import process from "node:process";
import { saveCompiledCode } from "../link/compile-cache.js";
import { Socket } from "node:net";
import { MessageChannel } from "node:worker_threads";
import { descriptors, FrameReader, type ToCells } from "../link/frames.js";
import { notebookModules } from "../link/notebook-modules.js";
import { Inside } from "../debugger/inside.js";
import { Comms } from "./comms.js";
import { describeError, translateStacks, type Sources } from "./errors.js";
import { Executor, type Outcome } from "./executor.js";
import { Host } from "./host.js";
import { Interrupts, KeyboardInterrupt } from "./interrupts.js";
import { Modules } from "./modules.js";
import { Output } from "./output.js";
import { addDialogs, Reader } from "./reader.js";
import { replaceStdin } from "./stdin.js";

/** The process that runs cells. It talks to its supervisor through pipes only. */
const leave = process.exit.bind(process);
const folder = process.cwd();
const output = new Output();
const sources: Sources = new Map();
const interrupts = new Interrupts();
const answers = new MessageChannel();
const reader = new Reader(output, answers.port1, interrupts.tick);
const comms = new Comms(output);
const host = new Host(output, reader, comms);
const modules = new Modules(folder, sources, interrupts.tick, new Set(notebookModules));
const scope: Record<string, unknown> = {};
const executor = new Executor({ output, host, interrupts, modules, sources, folder, scope });
new Inside(sources, scope);

async function answer(frame: Exclude<ToCells, { type: "load" }>): Promise<Outcome> {
  switch (frame.type) {
    case "execute": {
      host.beginCell(frame.cell, frame.source, frame.allowStdin);
      const { content, ...rest } = await executor.execute(frame);
      return { content: { payload: host.endCell(frame.cell), ...content }, ...rest };
    }
    case "evaluate":
      return { content: await executor.evaluate(frame) };
    case "comm":
      await interrupts.run(frame.cell, () => comms.receive(frame));
      return { content: { status: "ok" } };
  }
}

async function handle(frame: ToCells): Promise<void> {
  if (frame.type === "load") {
    interrupts.ours(() => {
      modules.load(frame.packages);
    });
    workAhead();
    return;
  }
  const outcome = await output
    .as(frame.cell, () => answer(frame))
    .catch((error: unknown): Outcome => {
      const described = describeError(error, sources);
      if (frame.type === "comm") output.print("stderr", described.traceback.join("\n") + "\n");
      return { content: { status: "error", ...described } };
    });
  try {
    output.send({ type: "reply", cell: frame.cell, ...outcome });
  } catch (error) {
    // What a value shows itself as may be no JSON: a circle, a bigint.
    output.send({ type: "reply", cell: frame.cell, ...unsent(frame, error) });
  }
}

/** The reply in place of one that is no JSON. */
function unsent(frame: Exclude<ToCells, { type: "load" }>, error: unknown): Outcome {
  if (frame.type === "execute") return executor.failed(frame, error);
  return { content: { status: "error", ...describeError(error, sources) } };
}

/** Does what the loaded packages will need, piece by piece, for as long as no cell has come. */
function workAhead(): void {
  setImmediate(() => {
    const work = interrupts.busy ? undefined : host.nextAhead();
    if (work === undefined) return;
    interrupts.ours(() => {
      try {
        work();
      } catch {
        // Whoever needs it meets the error.
      }
    });
    workAhead();
  });
}

function listen(): void {
  const reader = new FrameReader<ToCells>();
  const pipe = new Socket({ fd: descriptors.input, readable: true, writable: false });
  pipe.on("data", (chunk: Buffer) => {
    for (const frame of reader.read(chunk)) void handle(frame);
  });
  // Without its supervisor this process has nobody to work for.
  pipe.on("close", () => leave(0));
}

/** What went wrong outside any cell is told, and the process goes on. */
function surviveErrors(): void {
  const report = (what: string) => (error: unknown) => {
    // A loop that an interrupt ended outside the cell's own await has nothing to say.
    if (error instanceof KeyboardInterrupt) return;
    output.print("stderr", [what, ...describeError(error, sources).traceback].join("\n") + "\n");
  };
  process.on("uncaughtException", report("Uncaught, after the cell had ended or outside its await:"));
  process.on("unhandledRejection", report("A rejected promise that nothing awaited:"));
  process.exit = (code?: number | string | null): never => {
    throw new Error(
      `process.exit(${String(code ?? 0)}) would end the kernel; shut it down in the Kernel menu instead.`,
    );
  };
}

translateStacks(sources);
surviveErrors();
output.capture();
addDialogs(reader);
replaceStdin(host, output, (reason) => {
  interrupts.fail(output.cell, reason);
});
interrupts.watch(answers.port2, {
  stopped: (cell) => {
    host.stopped();
    host.cutOff(cell);
    modules.distrust();
  },
  brokenOff: (cell) => {
    host.cutOff(cell);
  },
});
listen();
output.send({ type: "ready" });
saveCompiledCode();
