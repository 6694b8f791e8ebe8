import { hyperparameterTable } from "../../hyperparameters/table.js";
import type { SliderRange } from "./slider-range.js";
import { widgetNames, type WidgetState } from "./widget-model.js";

/**
 * The states of ipywidgets' models that make a slider: what the prebuilt JupyterLab extension draws.
 *
 * @see Jupyter widgets, "Model state", jupyterwidgetmodels.latest.md, for @jupyter-widgets/controls 2.0.0
 */
export const layoutState: WidgetState = {
  ...widgetNames("base", "LayoutModel", "LayoutView"),
  width: "min(100%, 36em)",
};

/** How the slider looks: room for the name of any hyperparameter. */
export const sliderStyleState: WidgetState = {
  ...widgetNames("controls", "SliderStyleModel", "StyleView"),
  // Styles have no view of their own in controls; the base's view is named instead.
  _view_module: "@jupyter-widgets/base",
  description_width: "initial",
};

/** The slider itself; it refers to the other two models by their ids. */
export function sliderState(range: SliderRange, layout: string, style: string): WidgetState {
  const { name, value } = range;
  return {
    ...scaleState(range),
    description: name,
    tooltip: hyperparameterTable[name].meaning,
    value,
    // One message when the slider comes to rest, not one per pixel.
    continuous_update: false,
    layout,
    style,
  };
}

/** On a logarithmic scale the front end counts ends and steps in powers. */
function scaleState({ from, to, log, base, step, whole }: SliderRange): WidgetState {
  if (log) {
    const power = (value: number): number => Math.log(value) / Math.log(base);
    const ends = { min: power(from), max: power(to), base, step };
    return { ...named("FloatLogSlider"), ...ends, readout_format: whole ? "d" : ".3~g" };
  }
  const ends = { min: from, max: to, step };
  return whole
    ? { ...named("IntSlider"), ...ends, readout_format: "d" }
    : { ...named("FloatSlider"), ...ends, readout_format: ".4~g" };
}

function named(widget: string): WidgetState {
  return widgetNames("controls", `${widget}Model`, `${widget}View`);
}
