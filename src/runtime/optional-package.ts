import { createRequire } from "node:module";

const packages = createRequire(__filename);

/** How to install what is not installed with tunebook. */
const howToInstall: Readonly<Record<string, string>> = {
  // danfo.js asks for an older tfjs-node and takes xlsx from outside of npm, hence the overrides.
  "danfojs-node":
    `First add to your package.json: "overrides": { "xlsx": "npm:@e965/xlsx@0.20.3", ` +
    `"@tensorflow/tfjs-node": "npm:@tensorflow/tfjs@4.22.0", "@tensorflow/tfjs": "4.22.0" }. ` +
    "Then: npm install danfojs-node@1.2.0",
  bullmq: "Run: npm install bullmq ioredis",
  ioredis: "Run: npm install bullmq ioredis",
};

/**
 * Checks that packages are there which tunebook can use and does not bring.
 *
 * @param names of the packages
 * @param attempt what needs them, for the message: "make a DataFrame"
 * @throws {Error} which package is missing and how to install it
 */
export function requireInstalled(names: readonly string[], attempt: string): void {
  for (const name of names)
    try {
      packages.resolve(name);
    } catch (cause) {
      const how = howToInstall[name] ?? `Run: npm install ${name}`;
      throw new Error(`Cannot ${attempt}: the package "${name}" is not installed. ${how}`, { cause });
    }
}
