// `npm test -- [mocha options]`: sets up what is missing, lints, runs every test; ends with "N passed, N failed".
import { reportProblem } from "./report-problem.mjs";
import { requireNode } from "./steps/node-version.mjs";
import { closingLine, sumOfCounts } from "./testing/closing-line.mjs";

/** @param {readonly string[]} options for mocha; with any, only tests run: somebody asks for something in particular
 * @returns {Promise<import("./testing/closing-line.mjs").Counts>} */
async function test(options) {
  requireNode(process.versions.node);
  const { thisMachine } = await import("./context.mjs");
  const { stepPrinter } = await import("./progress.mjs");
  const { setUp } = await import("./steps/all-steps.mjs");
  const { lint } = await import("./testing/lint.mjs");
  const { runMocha } = await import("./testing/run-mocha.mjs");
  const context = thisMachine();
  await setUp(context, stepPrinter(process.stdout));
  const linted = options.length > 0 ? [] : [await lint(context)];
  return sumOfCounts([...linted, await runMocha(context, options)]);
}

/** @type {import("./testing/closing-line.mjs").Counts} */
let counts = { passed: 0, failed: 1, skipped: 0 };
try {
  counts = await test(process.argv.slice(2));
} catch (error) {
  reportProblem(error);
}
console.log(closingLine(counts));
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
