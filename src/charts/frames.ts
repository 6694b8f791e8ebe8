import type { VegaLiteSpec } from "./chart.js";
import { ink } from "./theme.js";

/** A slider below a chart that steps through its frames; where there is none (GitHub, print) the last one is shown. */
export function frameSlider(count: number): VegaLiteSpec {
  const bind = { input: "range", min: 0, max: count - 1, step: 1, name: "step through " };
  return { name: "frame", value: count - 1, bind };
}

/** Keeps the rows whose `frame` is the slider's current one. */
export const onFrame = [{ filter: "datum.frame == frame" }] as const;

/** Keeps the rows of the slider's current frame and of those before it. */
export const upToFrame = [{ filter: "datum.frame <= frame" }] as const;

/** The label of the current frame, at the upper right. */
export function frameText(labels: readonly string[]): VegaLiteSpec {
  return {
    data: { values: labels.map((text, frame) => ({ frame, text })) },
    transform: onFrame,
    mark: { type: "text", x: "width", y: -10, align: "right", fontWeight: "bold", fill: ink },
    encoding: { text: { field: "text" } },
  };
}
