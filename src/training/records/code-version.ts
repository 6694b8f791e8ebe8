import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// Everything a run's numbers depend on.
const layers = ["random", "hyperparameters", "tensorflow", "data", "models", "graph", "training"];
let known: string | undefined;

/**
 * Version of the library, with a SHA-256 over its training code: after a change of an optimizer, the same run is
 * trained again instead of being taken from the cache.
 */
export function codeVersion(): string {
  known ??= hashCode(join(__dirname, "..", ".."));
  return known;
}

function hashCode(source: string): string {
  const hash = createHash("sha256");
  for (const layer of layers)
    for (const file of readdirSync(join(source, layer), { recursive: true, encoding: "utf8" }).sort())
      if (file.endsWith(".js"))
        hash.update(`${layer}/${file}\n`).update(readFileSync(join(source, layer, file)));
  return hash.digest("hex");
}
