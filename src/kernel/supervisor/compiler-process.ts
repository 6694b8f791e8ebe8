import type { ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import type { Commit, FromCompiler, ToCompiler } from "../link/compiler-frames.js";
import type { Json } from "../protocol/message.js";
import { compilerChild } from "./children.js";

/** Without its number, a question to the compiler. */
type Question<T = ToCompiler> = T extends { id: number; code: string } ? T : never;

/** What the compiler tells its owner. */
export interface CompilerEvents {
  /** A cell that is being checked imports these packages. */
  imports(packages: readonly string[]): void;
  /** The reader is to be told something with a cell. */
  note(cell: number, text: string): void;
  /** It is gone without having been told to; `why` is the rest of a sentence for the reader. */
  exit(why: string): void;
}

/** The process that checks and compiles cells, seen from the supervisor. */
export class CompilerProcess {
  readonly #child: ChildProcess;
  /** For its files. */
  readonly #home: string;
  readonly #waiting = new Map<number, (content: Json) => void>();
  readonly #commits: Commit[] = [];

  constructor(events: CompilerEvents) {
    const { child, home } = compilerChild();
    this.#child = child;
    this.#home = home;
    this.#child.on("message", (frame: FromCompiler) => {
      if ("imports" in frame) {
        events.imports(frame.imports);
        return;
      }
      if ("note" in frame) {
        events.note(frame.id, frame.note);
        return;
      }
      this.#waiting.get(frame.id)?.(frame.content);
      this.#waiting.delete(frame.id);
    });
    this.#child.once("exit", (code, signal) => {
      events.exit(`that checks the cells ended (${signal ?? `exit code ${String(code)}`})`);
    });
  }

  ask(question: Question): Promise<Json> {
    return new Promise((resolve) => {
      this.#waiting.set(question.id, resolve);
      this.#send(question);
    });
  }

  /** Tells it that a cell has ended: after the cell's reply, which nothing must hold up, and before whatever is asked next. */
  commit(frame: Omit<Commit, "type">): void {
    this.#commits.push({ type: "commit", ...frame });
    setImmediate(() => {
      this.#sendCommits();
    });
  }

  /** Ends the check that is under way. */
  interrupt(): void {
    this.#send({ type: "interrupt" });
  }

  /** Ends the process without any of its events. */
  kill(): void {
    this.#child.removeAllListeners();
    this.#child.on("error", () => undefined);
    this.#killGroup();
    rmSync(this.#home, { recursive: true, force: true });
  }

  /** The native compiler is a child of this child and does not end with it, so both get the signal. */
  #killGroup(): void {
    const { pid } = this.#child;
    if (pid === undefined || process.platform === "win32") {
      this.#child.kill("SIGKILL");
      return;
    }
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // The group is gone already.
    }
  }

  #send(frame: ToCompiler): void {
    this.#sendCommits();
    if (this.#child.connected) this.#child.send(frame);
  }

  #sendCommits(): void {
    for (const frame of this.#commits.splice(0)) if (this.#child.connected) this.#child.send(frame);
  }
}
