// node run-examples.js FOLDER: imports each example of a folder, in a folder of its own to write into, and prints a line of
// JSON for each: its file, what it stated and what it got, or its error.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** A table that some examples read. */
const houses = [
  "rooms,area,town,price",
  ...Array.from({ length: 60 }, (_, i) => {
    const rooms = 2 + (i % 5);
    const area = 30 + 20 * rooms + ((7 * i) % 11);
    return `${rooms},${area},${["Ghent", "Bruges", "Ostend"][i % 3]!},${1000 * area + 500 * (i % 7)}`;
  }),
].join("\n");

/** Stands in for the kernel in examples of what cells ask of it. */
const kernel = {
  bundleOf: (value: unknown) => Promise.resolve({ "text/plain": String(value) }),
  display: () => undefined,
  hold: () => undefined,
  clearOutput: () => undefined,
  input: () => Promise.resolve("3"),
  comm: { open: () => ({ send: () => undefined }), registerTarget: () => undefined },
};

async function main(): Promise<void> {
  const folder = resolve(process.argv[2]!);
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".mjs"))) {
    process.chdir(mkdtempSync(join(tmpdir(), "tunebook-example-")));
    writeFileSync("houses.csv", houses);
    const isForKernel = readFileSync(join(folder, name), "utf8").includes('"tunebook/kernel"');
    Object.assign(globalThis, { [Symbol.for("tunebook.kernel")]: isForKernel ? kernel : undefined });
    let outcome: unknown;
    try {
      const { checks } = (await import(pathToFileURL(join(folder, name)).href)) as { checks: unknown };
      outcome = { checks };
    } catch (error) {
      outcome = { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    process.stderr.write(`${JSON.stringify({ name, ...(outcome as object) })}\n`);
  }
}

void main().then(() => process.exit(0));
