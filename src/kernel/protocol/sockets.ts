import { Router, XPublisher } from "zeromq";
import { addressOf, type Connection } from "./connection.js";
import { type Request } from "./message.js";
import { log, Outlet } from "./outlet.js";
import { Wire } from "./wire.js";

/** What the sockets of a kernel bring in. */
export interface Incoming {
  shell(request: Request): void;
  control(request: Request): void;
  stdin(request: Request): void;
  /** A front end has begun to listen to this topic of the iopub channel. */
  subscription(topic: string): void;
}

/** The five sockets of a kernel. */
export class Sockets {
  readonly shell: Outlet;
  readonly control: Outlet;
  readonly stdin: Outlet;
  readonly iopub: Outlet;
  readonly #connection: Connection;
  readonly #wire: Wire;
  readonly #routers = {
    shell: new Router(),
    control: new Router(),
    stdin: new Router(),
    heartbeat: new Router(),
  };
  // Waiting for a slow reader (instead of dropping) is what makes output lossless; a reader that takes nothing
  // for five seconds is taken for gone, so that it cannot hold up the others.
  readonly #publisher = new XPublisher({ verbosity: "allSubs", noDrop: true, sendTimeout: 5000 });

  constructor(connection: Connection) {
    const wire = new Wire(connection.key, connection.signature_scheme);
    this.#connection = connection;
    this.#wire = wire;
    this.shell = new Outlet(this.#routers.shell, wire);
    this.control = new Outlet(this.#routers.control, wire);
    this.stdin = new Outlet(this.#routers.stdin, wire);
    this.iopub = new Outlet(this.#publisher, wire);
  }

  /** Binds the ports; what arrives waits for `listen`. */
  async bind(): Promise<void> {
    const { hb_port, shell_port, control_port, stdin_port, iopub_port } = this.#connection;
    const address = (port: number) => addressOf(this.#connection, port);
    await Promise.all([
      this.#routers.heartbeat.bind(address(hb_port)),
      this.#routers.shell.bind(address(shell_port)),
      this.#routers.control.bind(address(control_port)),
      this.#routers.stdin.bind(address(stdin_port)),
      this.#publisher.bind(address(iopub_port)),
    ]);
    void echo(this.#routers.heartbeat);
  }

  listen(incoming: Incoming): void {
    for (const name of ["shell", "control", "stdin"] as const)
      void receive(name, this.#routers[name], this.#wire, (request) => {
        incoming[name](request);
      });
    void receiveSubscriptions(this.#publisher, (topic) => {
      incoming.subscription(topic);
    });
  }

  close(): void {
    for (const socket of [...Object.values(this.#routers), this.#publisher]) socket.close();
  }
}

async function echo(heartbeat: Router): Promise<void> {
  for await (const frames of heartbeat) await heartbeat.send(frames);
}

async function receive(
  name: string,
  socket: Router,
  wire: Wire,
  deliver: (request: Request) => void,
): Promise<void> {
  for await (const frames of socket) {
    try {
      deliver(wire.decode(frames));
    } catch (error) {
      log(`dropped a message on the ${name} channel`, error);
    }
  }
}

async function receiveSubscriptions(socket: XPublisher, deliver: (topic: string) => void): Promise<void> {
  for await (const [frame] of socket) if (frame?.[0] === 1) deliver(frame.subarray(1).toString("utf8"));
}
