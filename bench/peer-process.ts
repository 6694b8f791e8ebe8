import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** One library under test, in a process of its own: nothing one does can warm up or slow down another. */
export interface PeerProcess {
  /** Name and version, as the library gives it. */
  readonly version: string;
  /** Sends a request to the process and waits for its answer. */
  ask(question: object): Promise<unknown>;
  /** Ends the process. */
  close(): Promise<void>;
}

/**
 * Starts a peer: a program that says its version in one line of JSON, then answers each line of JSON with another.
 *
 * @param command program and arguments
 * @throws {Error} if it ends before it has answered; the message has what it wrote to stderr
 */
export async function startPeer(command: readonly [string, ...string[]]): Promise<PeerProcess> {
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
  const lines = linesOf(child, command);
  const { version } = JSON.parse(await lines()) as { version: string };
  return {
    version,
    ask: async (question: object) => {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return JSON.parse(await lines()) as unknown;
    },
    close: async () => {
      child.stdin.end();
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}

/** A function that gives the next line of output, or fails when there will be none. */
function linesOf(child: ChildProcess, command: readonly string[]): () => Promise<string> {
  const iterator = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  let complaint = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    complaint = (complaint + text).slice(-3000);
  });
  // A program that is not there: its output ends as well, and that says it below.
  child.on("error", (reason) => {
    complaint += reason.message;
  });
  return async () => {
    const next = await iterator.next();
    if (next.done) throw new Error(`${command.join(" ")} ended without an answer. It wrote:\n${complaint}`);
    return next.value;
  };
}
