// `npm start`: set up what is missing, then open JupyterLab on the first chapter.
// Only this file and node-version.mjs are read before the version of Node is known to be right.
import { requireNode } from "./steps/node-version.mjs";
import { reportProblem } from "./report-problem.mjs";

try {
  requireNode(process.versions.node);
  const { start } = await import("./start-course.mjs");
  process.exitCode = await start(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportProblem(error);
}
