import { inspect } from "node:util";
import { describe } from "./describe.js";
import { currentHost } from "./host.js";
import type { MimeBundle } from "./mime-bundle.js";

/**
 * Shows something in the notebook: a chart, a run, a sweep, a data set, a DataFrame, rows of a table, a check, text.
 *
 * Every output carries several forms at once: Vega-Lite (interactive, in JupyterLab), SVG (GitHub, print) and text
 * (screen readers, terminals). In a script the text is printed.
 *
 * @param thing what to show; anything else is shown as Node prints it
 * @returns when the output has been sent
 * @example
 * await show(learningCurves(run));
 */
export async function show(thing: unknown): Promise<void> {
  const host = currentHost();
  const made = bundleToShow(thing);
  const shown =
    host.displayLater?.(made) ??
    made.then((bundle) => {
      host.display(bundle);
    });
  // A cell waits for this even without an await; its error is reported if nothing handles it.
  host.hold?.(shown);
  await shown;
}

/** The forms in which `show` shows something. */
export async function bundleToShow(thing: unknown): Promise<MimeBundle> {
  const text = (): string => (typeof thing === "string" ? thing : inspect(thing, { depth: 4 }));
  return (await describe(thing)) ?? { "text/plain": text() };
}
