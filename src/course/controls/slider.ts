import { checkOptionNames } from "../../runtime/nearest-name.js";
import { numberText } from "../../charts/words.js";
import { currentHost } from "../host.js";
import type { MimeBundle } from "../mime-bundle.js";
import { LatestOnly } from "./latest-only.js";
import { ResultDisplay, type SliderAction } from "./result-display.js";
import { layoutState, sliderState, sliderStyleState } from "./slider-models.js";
import { sliderRange, valueAt, type SliderInput, type SliderRange } from "./slider-range.js";
import {
  openerOfKernel,
  openWidget,
  reference,
  widgetBundle,
  type OpenComm,
  type WidgetState,
} from "./widget-model.js";

/**
 * A slider for a hyperparameter: whenever it comes to rest, `action` runs again and its result replaces the one below.
 *
 * One run at a time: moving the slider while a training runs stops that training and starts one with the newest value.
 * Where nothing can be moved (stock tslab, a script, a notebook that is executed unattended) the result for the first
 * value is shown.
 *
 * @param input the hyperparameter's name and, where the table's range, scale and default do not suit, `from` and `to`
 *   (both included), `log`, `step` (a difference; on a logarithmic scale an exponent) and the first `value`
 * @param action gets a value and a signal, and returns (a promise of) what to show
 * @returns when the result for the first value is shown
 * @throws {TypeError} if there is no such hyperparameter or its values are not numbers
 * @throws {RangeError} if an end, the value or the step is invalid for it
 * @throws what `action` throws for the first value; for later ones the message is shown in place of the result
 * @example
 * await slider({ name: "learningRate", from: 0.001, to: 1 }, async (learningRate, signal) =>
 *   train(digits, { ...presets.baseline, learningRate }, { seed: 1, signal }),
 * );
 * @see Jupyter widgets, "Widget messaging protocol", version 2.1
 */
export async function slider(input: SliderInput, action: SliderAction): Promise<void> {
  checkOptionNames("call slider", input, ["name", "from", "to", "log", "step", "value"]);
  const range = sliderRange(input);
  const host = currentHost();
  const runs = new LatestOnly();
  const result = new ResultDisplay(host, range, action);
  const open = openerOfKernel();
  // Ids of widgets differ from run to run, and mean nothing to a kernel that did not create them.
  if (open)
    host.display(openSlider(open, range, runs, result), { metadata: { tunebook: { volatile: true } } });
  await runs.run((signal) => result.first(signal));
  if (!open) host.display({ "text/plain": stillText(range) });
}

/** Opens the slider's widgets and returns the bundle that shows it. */
function openSlider(open: OpenComm, range: SliderRange, runs: LatestOnly, result: ResultDisplay): MimeBundle {
  let latest = range.value;
  const changed = ({ value: position }: WidgetState): void => {
    if (typeof position !== "number" || !Number.isFinite(position)) return;
    const value = valueAt(range, position);
    if (value === latest) return;
    latest = value;
    void runs.run((signal) => result.next(value, signal));
  };
  const closed = (): void => {
    runs.stop();
  };
  const layout = openWidget(open, layoutState);
  const style = openWidget(open, sliderStyleState);
  const state = sliderState(range, reference(layout), reference(style));
  const { id } = openWidget(open, state, { changed, closed });
  return widgetBundle(id, stillText(range));
}

function stillText({ name, from, to, value }: SliderRange): string {
  return (
    `A slider for ${name}, from ${numberText(from)} to ${numberText(to)}, which trains again wherever it is moved. ` +
    `It can be moved in JupyterLab with tunebook's kernel; the result is the one for ${numberText(value)}.`
  );
}
