import { describeResult } from "./describe.js";

/**
 * Where tunebook's kernel finds how to show the results of this library: runs, sweeps and studies are plain data that
 * know nothing of notebooks.
 */
Object.defineProperty(globalThis, Symbol.for("tunebook.describe"), {
  value: describeResult,
  configurable: true,
});
