#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..", "..");

const usage = `Usage: tunebook COMMAND [options]

  setup    makes native TensorFlow for this computer: once, and again for a new version of tunebook
  tune     finds a model that predicts a column of a CSV file, and saves it
  predict  adds what a saved model says to the rows of a CSV file
  worker   takes runs of sweeps from a queue and trains them
  kernel   registers the TypeScript kernel with Jupyter

tunebook COMMAND --help says more; tunebook --version gives the version.`;

/** Every command; what it needs is loaded when it is called. */
const commands: Readonly<Record<string, (args: readonly string[]) => unknown>> = {
  setup: async (args) => (await import("./setup.js")).setupCommand(args),
  tune: async (args) => (await import("../automl/commands.js")).tuneCommand(args),
  predict: async (args) => (await import("../automl/commands.js")).predictCommand(args),
  kernel: async (args) => (await import("./kernel.js")).kernelCommand(args),
  worker: async (args) => (await import("../cluster/work.js")).workerCommand(args),
};

async function main([command, ...args]: readonly string[]): Promise<void> {
  if (command === undefined || command === "--help" || command === "-h") console.log(usage);
  else if (command === "--version") {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    console.log(version);
  } else if (Object.hasOwn(commands, command)) await commands[command]!(args);
  else throw new TypeError(`There is no command "${command}".\n\n${usage}`);
}

main(process.argv.slice(2)).catch((reason: unknown) => {
  console.error(reason instanceof Error ? reason.message : reason);
  process.exitCode = 1;
});
