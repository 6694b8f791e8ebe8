/** The names that Node has everywhere; the bundler puts them where the library uses them. */
export { Buffer, process } from "./node.js";

/** `require.cache`: no module of Node's is loaded in a page. */
export const noModules: Readonly<Record<string, never>> = {};

type Start = (work: () => void, milliseconds?: number) => unknown;

/** Timers of Node are objects that can be told not to keep the process alive; a page takes an object for its number. */
const timer =
  (start: Start) =>
  (work: () => void, milliseconds?: number): object => {
    const id = Object(start(work, milliseconds)) as object;
    return Object.assign(id, { unref: () => id, ref: () => id });
  };

export const setInterval = timer((work, milliseconds) => globalThis.setInterval(work, milliseconds));
export const setTimeout = timer((work, milliseconds) => globalThis.setTimeout(work, milliseconds));
