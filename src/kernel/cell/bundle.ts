import { inspect } from "node:util";
import type { Bundle } from "../link/frames.js";
import { asTable, tableBundle } from "./table.js";
import { asModel, asTensor, modelText, tensorText } from "./tensors.js";

/** An object that knows how to show itself: it returns a MIME bundle or a promise of one (Deno's convention). */
const displaySymbol = Symbol.for("Jupyter.display");

/** Where a library leaves a function from its results to MIME bundles; `undefined` for what is not its own. */
const describerSymbol = Symbol.for("tunebook.describe");

/** How a value is shown: MIME type → data. Nothing for `undefined`. */
export async function bundleOf(value: unknown): Promise<Bundle | undefined> {
  if (value === undefined) return undefined;
  const own = await ownBundle(value);
  if (own !== undefined) return { "text/plain": textOf(value, own), ...own };
  const described = await describedBundle(value);
  if (described !== undefined) return { "text/plain": plain(value), ...described };
  const tensor = asTensor(value);
  if (tensor !== undefined) return { "text/plain": tensorText(tensor) };
  const model = asModel(value);
  if (model !== undefined) return { "text/plain": modelText(model) };
  const table = asTable(value);
  return table === undefined ? { "text/plain": plain(value) } : tableBundle(table);
}

async function ownBundle(value: unknown): Promise<Bundle | undefined> {
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  if (!isObject) return undefined;
  const show = (value as Record<symbol, unknown>)[displaySymbol];
  if (typeof show !== "function") return undefined;
  const bundle: unknown = await (show as () => unknown).call(value);
  if (typeof bundle === "object" && bundle !== null) return bundle as Bundle;
  throw new TypeError(
    `Cannot show the value: its [Symbol.for("Jupyter.display")] returned ${plain(bundle)}, not a MIME bundle.`,
  );
}

/** What a library in the cells says about its own plain data, through a function that it left in the global scope. */
async function describedBundle(value: unknown): Promise<Bundle | undefined> {
  const describe = (globalThis as Record<symbol, unknown>)[describerSymbol];
  if (typeof describe !== "function") return undefined;
  return (describe as (value: unknown) => Promise<Bundle | undefined>)(value);
}

/** Every result has plain text; a bundle without it gets the value's. */
function textOf(value: unknown, bundle: Bundle): unknown {
  return bundle["text/plain"] ?? plain(value);
}

/** Readable text: nested, complete where short, never `[object Object]`. */
export function plain(value: unknown): string {
  return inspect(value, {
    depth: 4,
    colors: false,
    maxArrayLength: 100,
    maxStringLength: 10_000,
    breakLength: 100,
  });
}
