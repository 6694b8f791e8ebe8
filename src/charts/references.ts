import type { Axis } from "./axis.js";
import type { VegaLiteSpec } from "./chart.js";
import { ink } from "./theme.js";

/** A line across the chart at one value of x or of y, with a label. */
export type Reference =
  { readonly x: number; readonly label: string } | { readonly y: number; readonly label: string };

/** Dotted rules with a label at their end; labels of upright ones stand in steps, so that neighbours do not overlap. */
export function referenceLayers(references: readonly Reference[], x: Axis, y: Axis): VegaLiteSpec[] {
  const uprights = references.filter((reference) => "x" in reference);
  return references.flatMap((reference) =>
    "x" in reference ? upright(reference, x, uprights.indexOf(reference)) : level(reference, y),
  );
}

function upright(
  reference: { readonly x: number; readonly label: string },
  axis: Axis,
  place: number,
): VegaLiteSpec[] {
  const data = { values: [{ [axis.field]: reference.x }] };
  const encoding = { x: { field: axis.field, type: "quantitative" } };
  const text = {
    type: "text",
    align: "left",
    baseline: "top",
    dx: 5,
    y: 2 + 15 * place,
    text: reference.label,
  };
  return [
    { data, mark: rule, encoding },
    { data, mark: text, encoding },
  ];
}

function level(reference: { readonly y: number; readonly label: string }, axis: Axis): VegaLiteSpec[] {
  const data = { values: [{ [axis.field]: reference.y }] };
  const encoding = { y: { field: axis.field, type: "quantitative" } };
  const text = {
    type: "text",
    align: "right",
    baseline: "bottom",
    dy: -3,
    x: "width",
    text: reference.label,
  };
  return [
    { data, mark: rule, encoding },
    { data, mark: text, encoding },
  ];
}

const rule = { type: "rule", strokeDash: [2, 3], color: ink, strokeWidth: 1.5 };
