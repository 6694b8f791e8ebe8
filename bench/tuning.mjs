// `npm run bench:tuning [-- --quick] [--minutes N]`: sets up what is missing, the other tuners included, then compares them.
import { reportProblem } from "../src/setup/report-problem.mjs";
import { requireNode } from "../src/setup/steps/node-version.mjs";

try {
  requireNode(process.versions.node);
  const { thisMachine } = await import("../src/setup/context.mjs");
  const { setUp } = await import("../src/setup/steps/all-steps.mjs");
  const { stepPrinter } = await import("../src/setup/progress.mjs");
  const { runSteps } = await import("../src/setup/run-steps.mjs");
  const { runCommand } = await import("../src/setup/run-command.mjs");
  const { tuningEnvironment } = await import("./environment.mjs");
  const context = thisMachine();
  const printer = stepPrinter(process.stdout);
  await setUp(context, printer);
  await runSteps([tuningEnvironment], context, printer);
  const args = [
    "dist/bench/tuning.js",
    "--python",
    tuningEnvironment.python(context),
    ...process.argv.slice(2),
  ];
  const { code } = await runCommand(context.node, args, {
    cwd: context.root,
    env: context.env,
    onLine: (line) => console.log(line),
  });
  process.exitCode = code ?? 1;
} catch (error) {
  process.exitCode = reportProblem(error);
}
