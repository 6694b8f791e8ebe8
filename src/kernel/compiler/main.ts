import { saveCompiledCode } from "../link/compile-cache.js";
import type { FromCompiler, ToCompiler } from "../link/compiler-frames.js";
import type { Json } from "../protocol/message.js";
import { readCell } from "./cell-source.js";
import { Checker } from "./checker.js";
import { Compiler } from "./compiler.js";
import { complete } from "./completion.js";
import { completeness } from "./completeness.js";
import { emitCell } from "./emit.js";
import { inspect } from "./inspection.js";

/**
 * The process that checks and compiles cells, a child of the supervisor, with which it exchanges messages. It is given an
 * empty folder for its files.
 */
const checker = new Checker(process.cwd(), process.argv[2]!);
const compiler = new Compiler(checker, (id, imports) => {
  send({ id, imports });
});

/** What is still to be told, with the first cell. */
let { note } = checker;

function send(frame: FromCompiler): void {
  // A supervisor that is gone wants no answer.
  process.send!(frame, undefined, undefined, () => undefined);
}

type Asked = Exclude<ToCompiler, { type: "commit" | "interrupt" }>;

async function answer(frame: Asked): Promise<Json> {
  switch (frame.type) {
    case "compile":
      if (note !== undefined) send({ id: frame.id, note });
      note = undefined;
      return compiler.compile(frame.id, frame.code, `In[${frame.count}]`);
    case "expression":
      return compiler.expression(frame.code);
    case "complete":
      return { ...(await complete(checker, frame.code, frame.cursor)) };
    case "inspect":
      return { ...(await inspect(checker, frame.code, frame.cursor)) };
    case "isComplete":
      return { ...completeness(frame.code) };
  }
}

/** Questions are answered one after the other: each opens its cell in the one project there is. */
let last: Promise<void> = Promise.resolve();

function handle(frame: ToCompiler): void {
  if (frame.type === "interrupt") {
    compiler.interrupt();
    return;
  }
  if (frame.type === "isComplete") {
    // Needs no types, so it need not wait for them.
    void answer(frame).then((content) => {
      send({ id: frame.id, content });
    });
    return;
  }
  last = last.then(async () => {
    if (frame.type === "commit") {
      compiler.commit(frame.id, frame.exists, frame.unseen);
      // What the cell has declared is read before the next one comes, if that needs types.
      void checker.project().catch(() => undefined);
      return;
    }
    send({ id: frame.id, content: await answer(frame).catch(failure) });
  });
}

function failure(error: unknown): Json {
  const { name, message } = error as Error;
  return { status: "error", ename: name, evalue: message, traceback: [`${name}: ${message}`] };
}

process.on("message", handle);
// A question on its way to the native compiler when that is ended: whoever asked is told, but the library that writes it
// rejects a second promise, which nobody can reach.
process.on("unhandledRejection", (reason) => {
  if (!["EPIPE", "ERR_STREAM_DESTROYED"].includes((reason as NodeJS.ErrnoException).code ?? "")) throw reason;
});
// Interrupts come as messages; without its supervisor this process has nobody to work for.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.exit(0));
// The native compiler and its files would outlive this process.
process.on("exit", () => {
  checker.close();
});
// Compiled code is kept of functions that have run, soon after the start: so those that most cells need run once by then.
const typical = `import { a, type B } from "b"; const x: number = 1; for (const each of [x]) a(each);
export function f(n: number): B { return { n } as B; } class C<T> { #p = 1; m = (z: T) => z; } await f(x);`;
setTimeout(() => emitCell(readCell(typical), []), 1000).unref();
// What the first cell needs is read before it comes.
void checker.project().catch(() => undefined);
saveCompiledCode();
