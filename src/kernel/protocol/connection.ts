import { readFileSync } from "node:fs";

/** What Jupyter writes into a kernel's connection file. */
export interface Connection {
  readonly transport: string;
  readonly ip: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
  readonly key: string;
  readonly signature_scheme: string;
}

const ports = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"] as const;

/**
 * Reads a connection file.
 *
 * @throws {Error} Naming the file and the field, where it cannot be read or lacks a port.
 */
export function readConnection(path: string): Connection {
  const fields = parse(path);
  for (const port of ports)
    if (!Number.isInteger(fields[port]))
      throw new Error(
        `Cannot start the kernel: ${path} must give ${port} as an integer, not ${String(fields[port])}.`,
      );
  return {
    transport: "tcp",
    ip: "127.0.0.1",
    key: "",
    signature_scheme: "hmac-sha256",
    ...fields,
  } as unknown as Connection;
}

/** The ZeroMQ address of one of the connection's ports. */
export function addressOf(connection: Connection, port: number): string {
  return connection.transport === "ipc"
    ? `ipc://${connection.ip}-${port}`
    : `${connection.transport}://${connection.ip}:${port}`;
}

function parse(path: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`Cannot start the kernel: the connection file ${path} is unreadable.`, { cause: error });
  }
}
