import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { KeyboardInterrupt } from "./interrupts.js";
import type { Output } from "./output.js";

interface Question {
  readonly cell: number;
  readonly prompt: string;
  readonly password: boolean;
  readonly answered: (line: string) => void;
  readonly failed: (reason: Error) => void;
}

/** How long the thread sleeps before it looks for an answer again, in milliseconds. */
const nap = 10;

/** Asks the reader for lines of text, one question after the other, whichever cells ask. */
export class Reader {
  readonly #output: Output;
  readonly #answers: MessagePort;
  readonly #tick: () => void;
  readonly #asking = new Map<number, boolean>();
  #questions: Question[] = [];

  /**
   * @param answers Where the reader's lines arrive. They come from the watching thread, so that they arrive while this
   *   one waits. @param tick Throws once the waiting shall end.
   */
  constructor(output: Output, answers: MessagePort, tick: () => void) {
    this.#output = output;
    this.#answers = answers;
    this.#tick = tick;
    answers.on("message", (line: string) => {
      this.#answer(line);
    });
    answers.unref();
  }

  /** @param allowed Whether the front end of this cell takes input. */
  beginCell(cell: number, allowed: boolean): void {
    this.#asking.set(cell, allowed);
  }

  /** What the cell has asked and nobody has answered is not asked any more. */
  endCell(cell: number): void {
    this.#asking.delete(cell);
    const dropped = this.#questions.filter((question) => question.cell === cell);
    if (dropped.length === 0) return;
    const isFirst = dropped.includes(this.#questions[0]!);
    this.#questions = this.#questions.filter((question) => !dropped.includes(question));
    for (const { failed } of dropped) failed(new KeyboardInterrupt());
    if (isFirst) this.#pose();
  }

  #check(): void {
    const allowed = this.#asking.get(this.#output.cell);
    if (allowed === undefined)
      throw new Error("Cannot ask for input: the cell has ended. Ask in the cell, and await the answer.");
    if (!allowed)
      throw new Error(
        "Cannot ask for input: this front end does not take any. Write the value into the cell, or run the notebook in JupyterLab.",
      );
  }

  /** The line that the reader answers with; the event loop turns meanwhile. */
  ask(prompt: string, password: boolean): Promise<string> {
    return new Promise((answered, failed) => {
      this.#add(prompt, password, answered, failed);
    });
  }

  /** The line that the reader answers with; nothing else runs meanwhile, as in a browser. */
  askNow(prompt: string): string {
    let line: string | undefined;
    const answered = (answer: string): void => {
      line = answer;
    };
    // What ends the waiting is thrown by the tick.
    this.#add(prompt, false, answered, () => undefined);
    while (line === undefined) {
      const received = receiveMessageOnPort(this.#answers) as { message: string } | undefined;
      if (received !== undefined) this.#answer(received.message);
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, nap);
      this.#tick();
    }
    return line;
  }

  #add(prompt: string, password: boolean, answered: Question["answered"], failed: Question["failed"]): void {
    this.#check();
    this.#questions.push({ cell: this.#output.cell, prompt, password, answered, failed });
    if (this.#questions.length === 1) this.#pose();
  }

  #answer(line: string): void {
    const question = this.#questions.shift();
    question?.answered(line);
    this.#pose();
  }

  /** Puts the question that is next to the front end. */
  #pose(): void {
    const next = this.#questions[0];
    if (next === undefined) return;
    const { cell, prompt, password } = next;
    this.#output.send({ type: "input", cell, prompt, password });
  }
}

/** `prompt`, `confirm` and `alert` as in a browser. */
export function addDialogs(reader: Reader): void {
  const dialogs = {
    prompt: (message = "", fallback = ""): string => {
      const line = reader.askNow(`${message}${fallback === "" ? "" : ` [${fallback}]`} `.trimStart());
      return line === "" ? fallback : line;
    },
    confirm: (message = ""): boolean =>
      /^\s*y(es)?\s*$/i.test(reader.askNow(`${message} [y/N] `.trimStart())),
    alert: (message = ""): void => {
      reader.askNow(`${message} [Enter] `.trimStart());
    },
  };
  for (const [name, value] of Object.entries(dialogs))
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
}
