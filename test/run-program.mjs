// `node test/run-program.mjs PROGRAM [options]`: sets up what is missing, then runs a compiled program of the tests.
import { join } from "node:path";
import { reportProblem } from "../src/setup/report-problem.mjs";
import { requireNode } from "../src/setup/steps/node-version.mjs";

try {
  requireNode(process.versions.node);
  const { thisMachine } = await import("../src/setup/context.mjs");
  const { stepPrinter } = await import("../src/setup/progress.mjs");
  const { setUp } = await import("../src/setup/steps/all-steps.mjs");
  const { runCommand } = await import("../src/setup/run-command.mjs");
  const context = thisMachine();
  await setUp(context, stepPrinter(process.stdout));
  const [program = "", ...options] = process.argv.slice(2);
  const { code } = await runCommand(context.node, [join("dist", program), ...options], {
    cwd: context.root,
    env: { TF_CPP_MIN_LOG_LEVEL: "2", ...context.env },
    onLine: (line) => console.log(line),
  });
  process.exitCode = code ?? 1;
} catch (error) {
  process.exitCode = reportProblem(error);
}
