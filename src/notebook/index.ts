/**
 * What a notebook can ask of the kernel that runs it: show values in rich form, replace and clear what is shown, ask the
 * reader, and talk to widgets. The same names are under `tslab`, also where neither package is installed.
 *
 * @module kernel
 */
import { randomUUID } from "node:crypto";
import { checkOptionNames } from "../runtime/nearest-name.js";
import { readFileSync } from "node:fs";
import type { Comm } from "../kernel/cell/comms.js";
import type { Host } from "../kernel/cell/host.js";
import type { Bundle } from "../kernel/link/frames.js";
import type { Json } from "../kernel/protocol/message.js";

export type { Comm };
export { time, timeit, type Timing } from "./timing.js";

/** How a value is displayed. */
export interface DisplayOptions {
  /** The output's own name, under which {@link update} replaces it, in whichever cell it is. */
  readonly id?: string;
  /** What Jupyter notes beside the data, by MIME type. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** One output on the page. */
export interface Shown {
  readonly id: string;
  /** Replaces what is shown, wherever the output is. */
  update(value: unknown): Promise<void>;
}

/** Data of one MIME type, shown as it is. */
export interface Display {
  javascript(text: string): void;
  html(text: string): void;
  markdown(text: string): void;
  latex(text: string): void;
  svg(text: string): void;
  png(bytes: Uint8Array): void;
  jpeg(bytes: Uint8Array): void;
  gif(bytes: Uint8Array): void;
  pdf(bytes: Uint8Array): void;
  text(text: string): void;
  /** @param data Text, bytes, or an object for a MIME type whose data is JSON. */
  raw(type: string, data: unknown): void;
}

const types = {
  javascript: "text/javascript",
  html: "text/html",
  markdown: "text/markdown",
  latex: "text/latex",
  svg: "image/svg+xml",
  png: "image/png",
  jpeg: "image/jpeg",
  gif: "image/gif",
  pdf: "application/pdf",
  text: "text/plain",
} as const;

function kernel(): Host {
  const host = (globalThis as Record<symbol, unknown>)[Symbol.for("tunebook.kernel")];
  if (host !== undefined) return host as Host;
  throw new Error("Cannot reach the notebook: this program runs outside of tunebook's kernel.");
}

async function showValue(value: unknown, options: DisplayOptions = {}): Promise<Shown> {
  checkOptionNames("display", options, ["id", "metadata"]);
  const { id = randomUUID(), metadata = {} } = options;
  const host = kernel();
  const shown = host.bundleOf(value).then((bundle) => {
    host.display(bundle ?? { "text/plain": "undefined" }, { displayId: id, metadata: { ...metadata } });
  });
  host.hold(shown);
  await shown;
  return { id, update: (next) => update(id, next) };
}

/**
 * Shows a value as the last expression of a cell is shown: charts, tables, tensors, and objects with a method
 * `[Symbol.for("Jupyter.display")]` that returns a MIME bundle. Its members show data of one MIME type:
 * `display.html("<b>bold</b>")`.
 *
 * @param value Anything.
 * @param options An id of your own, and metadata.
 * @returns The output, which can be updated.
 * @throws {Error} Outside of the kernel.
 * @example
 * const progress = await display("0 of 10");
 * for (let step = 1; step <= 10; step++) await progress.update(`${step} of 10`);
 */
export const display: Display & ((value: unknown, options?: DisplayOptions) => Promise<Shown>) =
  Object.assign(showValue, makeDisplay());

/**
 * Replaces an output that was displayed under an id, in whichever cell it is.
 *
 * @param id As it was given to {@link display}.
 * @param value What to show now.
 * @throws {Error} Outside of the kernel.
 * @example
 * await display({ loss: 2.3 }, { id: "state" });
 * await update("state", { loss: 0.4 });
 */
export async function update(id: string, value: unknown): Promise<void> {
  const host = kernel();
  const shown = host.bundleOf(value).then((bundle) => {
    host.display(bundle ?? { "text/plain": "undefined" }, { displayId: id, update: true });
  });
  host.hold(shown);
  await shown;
}

/**
 * Clears the output of the cell.
 *
 * @param options `wait`: only when the next output comes, so that the page does not flicker; false if left out.
 * @throws {Error} Outside of the kernel.
 * @example
 * for (let step = 0; step < 3; step++) {
 *   clear({ wait: true });
 *   console.log(`step ${step}`);
 * }
 */
export function clear(options: { readonly wait?: boolean } = {}): void {
  checkOptionNames("clear", options, ["wait"]);
  const { wait = false } = options;
  kernel().clearOutput(wait);
}

/**
 * Asks the reader for a line of text while the event loop turns; the global `prompt` does so and waits. Questions that are
 * asked at once are put one after the other.
 *
 * @param prompt What stands before the field.
 * @param options `password`: do not show what is typed; false if left out.
 * @returns What the reader has typed, without a line break.
 * @throws {Error} Where the front end takes no input, and outside of the kernel.
 * @example
 * const epochs = Number(await input("Epochs? "));
 */
export async function input(prompt = "", options: { readonly password?: boolean } = {}): Promise<string> {
  checkOptionNames("input", options, ["password"]);
  const { password = false } = options;
  return kernel().input(prompt, password);
}

/**
 * Opens a comm, Jupyter's channel to a part of the page such as a widget.
 *
 * @param target The name under which the front end has registered what answers.
 * @param data The first message.
 * @param options An id of your own, metadata, and bytes that are sent beside the data.
 * @returns The comm; set `onMessage` and `onClose` to hear from the page.
 * @throws {Error} Outside of the kernel.
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#custom-messages
 * @example
 * const comm = openComm("my-widget", { value: 3 });
 * comm.onMessage = (data) => console.log(data);
 * comm.send({ value: 4 });
 */
export function openComm(
  target: string,
  data: Json = {},
  options: { readonly id?: string; readonly metadata?: Json; readonly buffers?: readonly Uint8Array[] } = {},
): Comm {
  checkOptionNames("openComm", options, ["id", "metadata", "buffers"]);
  return kernel().comm.open(target, data, options);
}

/**
 * Answers comms that the front end opens under a name.
 *
 * @param target The name.
 * @param opened Called with each comm that is opened, and its first message.
 * @throws {Error} Outside of the kernel.
 * @example
 * onComm("echo", (comm) => {
 *   comm.onMessage = (data) => comm.send(data);
 * });
 */
export function onComm(target: string, opened: (comm: Comm, data: Json) => unknown): void {
  kernel().comm.registerTarget(target, opened);
}

/**
 * A display whose every call replaces what it has shown before, as in tslab.
 *
 * @returns The display; nothing is shown yet.
 * @example
 * const line = newDisplay();
 * line.text("training");
 * line.text("done");
 */
export function newDisplay(): Display {
  return makeDisplay(randomUUID());
}

function makeDisplay(displayId?: string): Display {
  let isUpdate = false;
  const raw = (type: string, data: unknown): void => {
    const plain = data instanceof Uint8Array ? Buffer.from(data).toString("base64") : data;
    const bundle: Bundle = { [type]: plain };
    kernel().display(bundle, { ...(displayId !== undefined && { displayId }), update: isUpdate });
    isUpdate = displayId !== undefined;
  };
  const named = Object.entries(types).map(([name, type]) => [
    name,
    (data: unknown) => {
      raw(type, data);
    },
  ]);
  return { ...(Object.fromEntries(named) as Omit<Display, "raw">), raw };
}

/** The versions of what runs the notebook; tslab's is that whose names these are. */
export const versions: { readonly tslab: string; readonly typescript: string; readonly node: string } = {
  tslab: "1.0.22",
  get typescript() {
    const text = readFileSync(require.resolve("typescript-native/package.json"), "utf8");
    return (JSON.parse(text) as { version: string }).version;
  },
  node: process.version,
};
