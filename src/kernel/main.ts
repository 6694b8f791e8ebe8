import "./early.js";
import { parseArgs } from "node:util";
import { readConnection } from "./protocol/connection.js";
import { Kernel } from "./supervisor/kernel.js";

/** Starts the kernel for the connection file that Jupyter wrote: `main.js --connection-file FILE`. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { "connection-file": { type: "string" } } });
  const file = values["connection-file"];
  if (file === undefined) throw new Error("Cannot start the kernel: give --connection-file FILE.");
  const kernel = await Kernel.start(readConnection(file));
  process.on("SIGINT", () => {
    kernel.interrupt();
  });
  process.on("SIGTERM", () => void kernel.stop());
  stopWithParent(kernel);
}

/** Jupyter names its process; a kernel whose Jupyter has died ends too. */
function stopWithParent(kernel: Kernel): void {
  const parent = Number(process.env["JPY_PARENT_PID"]);
  if (!(parent > 1) || process.ppid !== parent) return;
  setInterval(() => {
    if (process.ppid !== parent) void kernel.stop();
  }, 1000).unref();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
