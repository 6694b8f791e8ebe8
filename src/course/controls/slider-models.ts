import { hyperparameterTable } from "../../hyperparameters/table.js";
import type { SliderRange } from "./slider-range.js";
import type { WidgetState } from "./widget-model.js";

/**
 * The states of ipywidgets' models that make a slider: what the prebuilt JupyterLab extension draws.
 *
 * @see Jupyter widgets, "Model state", jupyterwidgetmodels.latest.md, for @jupyter-widgets/controls 2.0.0
 */
export const layoutState: WidgetState = {
  ...versionsOf("@jupyter-widgets/base"),
  _model_name: "LayoutModel",
  _view_name: "LayoutView",
  width: "min(100%, 36em)",
};

/** How the slider looks: room for the name of any hyperparameter. */
export const sliderStyleState: WidgetState = {
  ...versionsOf("@jupyter-widgets/controls"),
  _model_name: "SliderStyleModel",
  // Styles have no view of their own in controls; their base is told instead.
  _view_module: "@jupyter-widgets/base",
  _view_name: "StyleView",
  description_width: "initial",
};

/** The slider itself; the other two models are named by the ids of their comms. */
export function sliderState(range: SliderRange, layoutId: string, styleId: string): WidgetState {
  const { name, value } = range;
  return {
    ...versionsOf("@jupyter-widgets/controls"),
    ...scaleState(range),
    description: name,
    tooltip: hyperparameterTable[name].meaning,
    value,
    // One message when the slider comes to rest, not one per pixel.
    continuous_update: false,
    layout: `IPY_MODEL_${layoutId}`,
    style: `IPY_MODEL_${styleId}`,
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
  return { _model_name: `${widget}Model`, _view_name: `${widget}View` };
}

function versionsOf(module: string): WidgetState {
  return {
    _model_module: module,
    _model_module_version: "2.0.0",
    _view_module: module,
    _view_module_version: "2.0.0",
  };
}
