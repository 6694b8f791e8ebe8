import { setTimeout as wait } from "node:timers/promises";
import fc from "fast-check";
import { startKernel } from "../../kernel/kernel-client.js";
import { computes, endOf, stop, tryInKernel } from "../kernel-cases.js";
import { tryCases, type Fuzz } from "../fuzz.js";

const busy = [
  "for (;;);",
  "await null; for (;;);",
  "await new Promise(() => undefined)",
  "for (let i = 0; ; i++) console.log(i)",
  "for (;;) await new Promise((done) => setTimeout(done, 5))",
  "for (;;) { try { for (;;); } catch {} }",
  "const f = (n: number): number => n < 2 ? n : f(n - 1) + f(n - 2); f(60)",
  "[3, 1, 2].sort(() => { for (;;); })",
  "setInterval(() => { const end = Date.now() + 30; while (Date.now() < end); }, 40).unref(); await new Promise(() => undefined)",
  "setTimeout(() => { for (;;); }, 10); await new Promise((done) => setTimeout(done, 50))",
  "1 + 1",
  "const { readFileSync } = await import('node:fs'); readFileSync('/dev/null', 'utf8')",
];

const stopped = fc.record({
  code: fc.constantFrom(...busy),
  after: fc.array(fc.integer({ min: 0, max: 250 }), { minLength: 1, maxLength: 3 }),
});

export const stopsAtRandom: Fuzz = {
  name: "stop pressed at random",
  rule: "the cell ends, as interrupted or by itself, and the cells after it are neither stopped nor held up",
  few: 12,
  many: 400,
  run: (cases, seed) =>
    tryInKernel(
      stopped,
      async ({ code, after }, kernel) => {
        const running = endOf(kernel, code);
        for (const milliseconds of after) {
          await wait(milliseconds);
          await stop(kernel);
        }
        // One that came before the cell began to run has stopped nothing.
        const pressing = setInterval(() => void stop(kernel), 1000);
        const { status, error } = await running.finally(() => {
          clearInterval(pressing);
        });
        // What was pressed last may still be on its way.
        await kernel.ask("kernel_info_request", {});
        await wait(100);
        if (status === "ok") return "ended by itself";
        if (/^KeyboardInterrupt: /.test(error)) return "interrupted";
        if (/^CellProcessEnded: The process that runs /.test(error)) return "its process was replaced";
        throw new Error(`The cell ended with ${status} ${error}`);
      },
      { cases, seed },
    ),
};

const targets = ["Promise", "JSON", "JSON.stringify", "JSON.parse", "Array.prototype.map", "Array.prototype.push", "Object.keys", "Object.defineProperty", "Map.prototype.get", "Map.prototype.set", "setTimeout", "setImmediate", "process", "process.nextTick", "process.exit", "console", "console.log", "Buffer", "Buffer.from", "Buffer.concat", "Error", "Error.prepareStackTrace", "Symbol.for", "globalThis.Atomics", "Atomics.load", "String.prototype.replace", "RegExp.prototype.exec", "Function.prototype.call", "Reflect", "queueMicrotask", "Array", "Array.isArray", "Object.prototype.toString"]; // prettier-ignore

const hostile = fc.array(
  fc.record({
    target: fc.constantFrom(...targets),
    value: fc.constantFrom("undefined", "null", "3", "() => { throw new Error('hostile') }", "() => 'x'", "function () { return this }", "{}"), // prettier-ignore
  }),
  { minLength: 1, maxLength: 3 },
);

export const hostileGlobals: Fuzz = {
  name: "globals that a cell has broken",
  rule: "the cell and the one after it end, at the latest when stop is pressed twice, and the kernel computes again",
  few: 3,
  many: 100,
  run: (cases, seed) =>
    tryCases(
      hostile,
      async (changes) => {
        const kernel = await startKernel();
        try {
          const code = changes.map(({ target, value }) => `(${target} as any) = ${value};`).join("\n");
          let stops = 0;
          const pressing = setInterval(() => {
            stops++;
            void stop(kernel);
          }, 4000);
          try {
            await endOf(kernel, code);
            await endOf(kernel, "6 * 7");
          } finally {
            clearInterval(pressing);
          }
          if (stops > 0) await wait(500);
          const { result } = await endOf(kernel, "6 * 7", 15_000).catch(() => ({ result: undefined }));
          if (result === "42") return stops > 0 ? "computes after stop" : "computes";
          await stop(kernel);
          await stop(kernel);
          await wait(4000);
          await computes(kernel);
          return "computes in a new process";
        } finally {
          await kernel.kill();
        }
      },
      { cases, seed, shrinks: 5 },
    ),
};
