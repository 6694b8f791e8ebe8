import type { Layer } from "../layers/layer.js";
import { segments } from "../layers/rules.js";
import { alarm } from "../theme.js";
import { counted } from "../words.js";

/** One view of a search, or those of successive steps, as a list. */
export const viewsOf = <View extends { readonly x: readonly number[] }>(
  input: View | readonly View[],
): readonly View[] => ("x" in input ? [input] : input);

/** The step of the slider that rows belong to; none if there is only one. */
export const framed = (views: readonly unknown[]) => (views.length > 1 ? ({ frame: "frame" } as const) : {});

/** The slider's labels. */
export const stepLabels = (views: readonly { readonly observed: readonly unknown[] }[]): string[] =>
  views.map(({ observed }) => `after ${counted(observed.length, "trial")}`);

/** How a summary of the last step begins. */
export const stepsText = (views: readonly unknown[]): string =>
  views.length > 1 ? `${views.length} steps, at the last ` : "";

/** A vertical dotted line, at each step where the next trial goes. */
export function nextRule(places: readonly number[]): Layer {
  const rows = places.map((x, frame) => ({ frame, x }));
  const style = { strokeDash: [2, 3], strokeWidth: 1.5 };
  return segments(rows, { x: "x", ...framed(places), color: alarm, style, tooltip: {} });
}
