import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Json, Request } from "../protocol/message.js";
import { inTime } from "./in-time.js";

/** Answers a request; resolves once its answer is out. */
type Handle = (request: Request, shell: Shell) => Promise<void>;

/** Requests are gathered this long before an error's reply goes out, in milliseconds; what came by then is aborted. */
const gathering = 10;

/**
 * Questions, which no cell need hold up: they wait this long for the requests before them, in milliseconds, so that the names
 * of a cell that ends soon are known, and are then answered.
 */
const patience = 150;
const questions = new Set([
  "complete_request",
  "inspect_request",
  "is_complete_request",
  "history_request",
  "comm_info_request",
  "kernel_info_request",
]);

/** Requests that are answered one after the other. */
export class Shell {
  readonly #handle: Handle;
  #queue: Request[] = [];
  #work: Promise<void> | undefined;

  constructor(handle: Handle) {
    this.#handle = handle;
  }

  add(request: Request): void {
    if (this.#work !== undefined && questions.has(request.header.msg_type))
      void this.#ask(request, this.#work);
    else {
      this.#queue.push(request);
      this.#work ??= this.#run();
    }
  }

  /** Takes out the executions that wait. */
  async takeExecutions(): Promise<Request[]> {
    await pause(gathering);
    const isExecution = ({ header }: Request) => header.msg_type === "execute_request";
    const taken = this.#queue.filter(isExecution);
    this.#queue = this.#queue.filter((request) => !isExecution(request));
    return taken;
  }

  async #ask(request: Request, before: Promise<void>): Promise<void> {
    await inTime(patience, before);
    await this.#handle(request, this);
  }

  async #run(): Promise<void> {
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift())
      await this.#handle(next, this);
    this.#work = undefined;
  }
}

/** The main shell, and the subshells that front ends have opened beside it (JEP 91). */
export class Shells {
  readonly #handle: Handle;
  readonly #main: Shell;
  readonly #subshells = new Map<string, Shell>();

  constructor(handle: Handle) {
    this.#handle = handle;
    this.#main = new Shell(handle);
  }

  /** The shell that a request is for; nothing where it names one that there is not. */
  of({ header }: Request): Shell | undefined {
    const id = header.subshell_id;
    return id === undefined || id === null ? this.#main : this.#subshells.get(id);
  }

  /** The content of the reply to a request about subshells. */
  answer({ header, content }: Request): Json {
    switch (header.msg_type) {
      case "create_subshell_request": {
        const id = randomUUID();
        this.#subshells.set(id, new Shell(this.#handle));
        return { status: "ok", subshell_id: id };
      }
      case "delete_subshell_request":
        return this.#subshells.delete(String(content["subshell_id"]))
          ? { status: "ok" }
          : noSubshell(content["subshell_id"]);
      default:
        return { status: "ok", subshell_id: [...this.#subshells.keys()] };
    }
  }
}

/** The content of a reply to what names a subshell that there is not. */
export function noSubshell(id: unknown): Json {
  const evalue = `There is no subshell ${String(id)}: it was deleted, or never created.`;
  return { status: "error", ename: "NoSuchSubshell", evalue, traceback: [evalue] };
}
