// `node bench/start.mjs PROGRAM [options]`: sets up what is missing, the libraries to measure against included, then measures.
import { reportProblem } from "../src/setup/report-problem.mjs";
import { requireNode } from "../src/setup/steps/node-version.mjs";

try {
  requireNode(process.versions.node);
  const { thisMachine } = await import("../src/setup/context.mjs");
  const { stepPrinter } = await import("../src/setup/progress.mjs");
  const { runCommand } = await import("../src/setup/run-command.mjs");
  const { runSteps } = await import("../src/setup/run-steps.mjs");
  const { setUp } = await import("../src/setup/steps/all-steps.mjs");
  const { peers } = await import("./environment.mjs");
  const [program = "", ...options] = process.argv.slice(2);
  const environment = peers[program];
  if (environment === undefined)
    throw new TypeError(
      `Cannot start the bench "${program}": it is one of ${Object.keys(peers).join(", ")}.`,
    );
  const context = thisMachine();
  const printer = stepPrinter(process.stdout);
  await setUp(context, printer);
  // Whoever asks for the options need not wait for the peers.
  if (!options.includes("--help")) await runSteps([environment], context, printer);
  const args = [`dist/bench/${program}.js`, "--python", environment.python(context), ...options];
  const { code } = await runCommand(context.node, args, {
    cwd: context.root,
    env: context.env,
    onLine: (line) => console.log(line),
  });
  process.exitCode = code ?? 1;
} catch (error) {
  process.exitCode = reportProblem(error);
}
