/**
 * One step of set-up.
 *
 * @typedef {object} Step
 * @property {string} name as the reader sees it
 * @property {(context: Context) => boolean | Promise<boolean>} isDone quick, reads only, needs no network
 * @property {(context: Context, progress: (text: string) => void) => unknown} run
 *   brings it about from whatever state an earlier, interrupted run left; may return a text for the line
 *
 * @typedef {import("./context.mjs").Context} Context
 */

/**
 * Runs the steps that are not yet done, in order, and checks that each has done what it says.
 *
 * @param {readonly Step[]} steps
 * @param {Context} context
 * @param {ReturnType<typeof import("./progress.mjs").stepPrinter>} printer
 * @throws whatever a step throws; the steps after it are not begun
 */
export async function runSteps(steps, context, printer) {
  for (const [index, step] of steps.entries()) {
    const label = `[${String(index + 1).padStart(2)}/${steps.length}] ${step.name}`;
    try {
      const text = await runStep(step, context, (progress) => printer.working(label, progress));
      if (text !== undefined) printer.done(label, text);
    } catch (error) {
      printer.failed(label);
      throw error;
    }
  }
}

/** @param {Step} step @param {Context} context @param {(text: string) => void} progress
 * @returns {Promise<string | undefined>} what to say about it; undefined if there was nothing to do */
async function runStep(step, context, progress) {
  if (await step.isDone(context)) return undefined;
  progress("");
  const started = performance.now();
  const text = await step.run(context, progress);
  if (!(await step.isDone(context)))
    throw new Error(`The step "${step.name}" ended without an error, yet it is still not done.`);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  return typeof text === "string" ? `${text} (${seconds} s)` : `${seconds} s`;
}
