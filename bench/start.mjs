// `npm run bench`: set up what is missing, the peers' Python packages included, then measure.
import { requireNode } from "../src/setup/steps/node-version.mjs";
import { reportProblem } from "../src/setup/report-problem.mjs";

try {
  requireNode(process.versions.node);
  const { setUpBench, benchPython } = await import("./environment.mjs");
  const { thisMachine } = await import("../src/setup/context.mjs");
  const context = thisMachine();
  await setUpBench(context);
  const { runCommand } = await import("../src/setup/run-command.mjs");
  const args = ["dist/bench/main.js", "--python", benchPython(context), ...process.argv.slice(2)];
  const { code } = await runCommand(context.node, args, {
    cwd: context.root,
    env: context.env,
    onLine: (line) => console.log(line),
  });
  process.exitCode = code ?? 1;
} catch (error) {
  process.exitCode = reportProblem(error);
}
