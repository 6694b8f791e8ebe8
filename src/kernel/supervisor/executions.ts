import { asObject, flagOf, textOf, type Json, type Request } from "../protocol/message.js";
import type { CellSession } from "./cell-session.js";
import type { History } from "./history.js";
import type { Iopub } from "./iopub.js";

/** How one leaves a console, unless the name is the reader's own; consoles that run no Python wait for the kernel to say so. */
const leaving = /^\s*(exit|quit)(\(\))?;?\s*$/;
const left: Json = {
  status: "ok",
  user_expressions: {},
  payload: [{ source: "ask_exit", keepkernel: false }],
};

/** Runs cells: announces the input, publishes result and error, counts. */
export class Executions {
  readonly #cells: CellSession;
  readonly #iopub: Iopub;
  readonly #history: History;
  #count = 0;

  constructor(cells: CellSession, iopub: Iopub, history: History) {
    this.#cells = cells;
    this.#iopub = iopub;
    this.#history = history;
  }

  /** The number of the latest cell. */
  get count(): number {
    return this.#count;
  }

  /** Resolves to the content of the `execute_reply`. */
  async run(request: Request): Promise<Json> {
    const { content, header } = request;
    const code = textOf(content, "code");
    const silent = flagOf(content, "silent", false);
    const stored = !silent && flagOf(content, "store_history", true);
    if (stored) this.#history.add(++this.#count, code);
    const count = this.#count;
    const cell = { code, count, stored, allowStdin: flagOf(content, "allow_stdin", true) };
    const id = this.#cells.begin(request);
    const running = this.#cells.execute(id, cell, async (data) => {
      if (stored && typeof data["text/plain"] === "string") this.#history.result(data["text/plain"]);
      const result = { execution_count: count, data, metadata: {} };
      if (!silent) await this.#iopub.publish("execute_result", result, header);
    });
    // While the cell is being compiled: what comes of it comes later.
    if (!silent) void this.#iopub.publish("execute_input", { code, execution_count: count }, header);
    const reply = await running;
    if (reply["ename"] === "TypeScriptError" && leaving.test(code))
      return { ...left, execution_count: count };
    if (reply["status"] === "error" && !silent) await this.#publishError(reply, request);
    if (reply["status"] !== "ok") return { ...reply, execution_count: count };
    return { ...reply, user_expressions: await this.#expressions(id, request), execution_count: count };
  }

  async #expressions(cell: number, request: Request): Promise<Json> {
    const results: Json = {};
    for (const [name, code] of Object.entries(asObject(request.content["user_expressions"])))
      results[name] = await this.#cells.evaluate(cell, String(code), request);
    return results;
  }

  async #publishError(reply: Json, request: Request): Promise<void> {
    const { ename, evalue, traceback } = reply;
    await this.#iopub.publish("error", { ename, evalue, traceback }, request.header);
  }
}
