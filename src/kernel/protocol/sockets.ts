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

  private constructor(wire: Wire) {
    this.#wire = wire;
    this.shell = new Outlet(this.#routers.shell, wire);
    this.control = new Outlet(this.#routers.control, wire);
    this.stdin = new Outlet(this.#routers.stdin, wire);
    this.iopub = new Outlet(this.#publisher, wire);
  }

  /** Binds the ports; what arrives waits for `listen`. */
  static async open(connection: Connection): Promise<Sockets> {
    const sockets = new Sockets(new Wire(connection.key, connection.signature_scheme));
    await Promise.all([
      sockets.#routers.heartbeat.bind(addressOf(connection, connection.hb_port)),
      sockets.#routers.shell.bind(addressOf(connection, connection.shell_port)),
      sockets.#routers.control.bind(addressOf(connection, connection.control_port)),
      sockets.#routers.stdin.bind(addressOf(connection, connection.stdin_port)),
      sockets.#publisher.bind(addressOf(connection, connection.iopub_port)),
    ]);
    void echo(sockets.#routers.heartbeat);
    return sockets;
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
