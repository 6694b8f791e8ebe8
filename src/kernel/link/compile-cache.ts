import module from "node:module";
import { join } from "node:path";
import { keepCompiledCode } from "./compiled-code.js";

/** Node's own way, from 22.1 on. */
const node = module as {
  enableCompileCache?: (folder: string) => unknown;
  flushCompileCache?: () => void;
};

/** Beside the packages that the code is from, and gone with them. */
const folder = join(__dirname, "../../../../node_modules/.cache/tunebook-kernel");

/** Keeps compiled code across starts; imported first, for it helps what is loaded after it. */
if (node.enableCompileCache) node.enableCompileCache(folder);
else keepCompiledCode(folder);

/** When to save, in milliseconds from now: what the start has loaded, then what the first cells have. */
const moments = [5000, 60_000];

/** Node itself saves when a process ends in peace, which one that runs cells does not. */
export function saveCompiledCode(): void {
  if (node.flushCompileCache)
    for (const moment of moments) setTimeout(node.flushCompileCache, moment).unref();
}
