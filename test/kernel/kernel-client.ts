import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Dealer, Subscriber } from "zeromq";
import {
  MessageFactory,
  type Header,
  type Json,
  type Message,
  type Request,
} from "../../src/kernel/protocol/message.js";
import { Wire } from "../../src/kernel/protocol/wire.js";

/** What came of a cell. */
export interface CellOutcome {
  readonly status: string;
  readonly error: string;
  /** The value of the last expression as text. */
  readonly result: string | undefined;
  readonly stdout: string;
}

/** A real kernel process over real sockets, with nothing of Jupyter's own between it and the test. */
export interface KernelUnderTest {
  readonly pid: number;
  /** Settles when the process is gone. */
  readonly gone: Promise<void>;
  /** Makes a signed message's frames, and sends frames as they are. */
  frames(message: Message): Uint8Array[];
  message(type: string, content: Json): Message;
  send(channel: Channel, frames: readonly Uint8Array[]): Promise<void>;
  /**
   * The content of the reply to a request on the shell channel.
   *
   * @param taken Called once the kernel has taken a cell, which it then checks and runs.
   */
  ask(type: string, content: Json, taken?: () => void): Promise<Json>;
  /** @param taken As for `ask`. */
  run(code: string, taken?: () => void): Promise<CellOutcome>;
  /** What it wrote to its log. */
  log(): string;
  kill(): Promise<void>;
}

/** The channels a front end writes to. */
export type Channel = "shell" | "control" | "stdin";

const channels = ["shell", "control", "stdin"] as const;

/** Starts a kernel and waits until it answers. */
export async function startKernel(environment: NodeJS.ProcessEnv = {}): Promise<KernelUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), "tunebook-kernel-"));
  const ports = await freePorts(5);
  const [shell_port, iopub_port, stdin_port, control_port, hb_port] = ports;
  const key = randomUUID();
  const file = join(folder, "connection.json");
  const connection = { shell_port, iopub_port, stdin_port, control_port, hb_port, key, ip: "127.0.0.1" };
  writeFileSync(file, JSON.stringify({ ...connection, transport: "tcp", signature_scheme: "hmac-sha256" }));
  const child = spawn(
    process.execPath,
    [join(__dirname, "../../src/kernel/main.js"), "--connection-file", file],
    {
      // No tsconfig.json stands there: cells are checked as they are for readers.
      cwd: join(__dirname, "../../../notebooks"),
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "2", ...environment },
    },
  );
  const wire = new Wire(key, "hmac-sha256");
  const sockets = { shell: new Dealer(), control: new Dealer(), stdin: new Dealer() };
  const iopub = new Subscriber();
  for (const name of channels) sockets[name].connect(`tcp://127.0.0.1:${connection[`${name}_port`]}`);
  iopub.connect(`tcp://127.0.0.1:${iopub_port}`);
  iopub.subscribe();
  const client = talk(child, wire, sockets, iopub);
  child.once("exit", () => {
    for (const socket of [...Object.values(sockets), iopub]) socket.close();
    rmSync(folder, { recursive: true, force: true });
  });
  // Whoever listens too late misses the end of an answer: asked again until one was heard whole.
  for (let heard = false; !heard;)
    heard = await Promise.race([client.ask("kernel_info_request", {}).then(() => true), wait(500, false)]);
  return client;
}

interface Conversation {
  reply?: Json;
  idle: boolean;
  readonly messages: Request[];
  readonly taken: () => void;
  readonly done: (conversation: Conversation) => void;
}

function talk(
  child: ChildProcess,
  wire: Wire,
  sockets: Record<Channel, Dealer>,
  iopub: Subscriber,
): KernelUnderTest {
  const messages = new MessageFactory();
  const going = new Map<string, Conversation>();
  let text = "";
  child.stderr!.setEncoding("utf8").on("data", (part: string) => (text += part));
  const gone = new Promise<void>((resolve) => {
    child.once("close", () => {
      resolve();
    });
  });
  const note = (message: Request, kind: "reply" | "output"): void => {
    const conversation = going.get(String((message.parent as Partial<Header>).msg_id));
    if (conversation === undefined) return;
    if (kind === "reply") conversation.reply = message.content;
    else conversation.messages.push(message);
    if (message.header.msg_type === "execute_input") conversation.taken();
    conversation.idle ||= message.content["execution_state"] === "idle";
    if (conversation.reply !== undefined && conversation.idle) conversation.done(conversation);
  };
  void listen(sockets.shell, wire, (message) => {
    note(message, "reply");
  });
  void listen(sockets.control, wire, () => undefined);
  void listen(sockets.stdin, wire, () => undefined);
  void listen(iopub, wire, (message) => {
    note(message, "output");
  });
  const converse = (
    type: string,
    content: Json,
    taken: () => void = () => undefined,
  ): Promise<Conversation> =>
    new Promise((resolve, reject) => {
      const message = messages.make(type, content);
      const id = message.header.msg_id;
      const done = (conversation: Conversation): void => {
        going.delete(id);
        resolve(conversation);
      };
      going.set(id, { idle: false, messages: [], taken, done });
      void gone.then(() => {
        reject(new Error(`The kernel ended. It wrote: ${text}`));
      });
      sockets.shell.send(wire.encode(message, [])).catch(reject);
    });
  return {
    pid: child.pid!,
    gone,
    frames: (message) => wire.encode(message, []),
    message: (type, content) => messages.make(type, content),
    send: (channel, frames) => sockets[channel].send(frames as Uint8Array[]),
    ask: async (type, content, taken) => (await converse(type, content, taken)).reply!,
    run: async (code, taken) =>
      outcomeOf(await converse("execute_request", { code, silent: false, allow_stdin: false }, taken)),
    log: () => text,
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

function outcomeOf({ reply, messages }: Conversation): CellOutcome {
  const of = (type: string): Json[] =>
    messages.filter(({ header }) => header.msg_type === type).map(({ content }) => content);
  const data = of("execute_result")[0]?.["data"] as Record<string, string> | undefined;
  const stdout = of("stream").filter(({ name }) => name === "stdout");
  return {
    status: String(reply!["status"]),
    error: reply!["status"] === "error" ? `${String(reply!["ename"])}: ${String(reply!["evalue"])}` : "",
    result: data?.["text/plain"],
    stdout: stdout.map(({ text }) => String(text)).join(""),
  };
}

async function listen(
  socket: Dealer | Subscriber,
  wire: Wire,
  deliver: (message: Request) => void,
): Promise<void> {
  try {
    for await (const frames of socket) deliver(wire.decode(frames));
  } catch {
    // Closed while it waited: the kernel is gone.
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const server = createServer().listen(0, "127.0.0.1", () => {
            resolve(server);
          });
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
