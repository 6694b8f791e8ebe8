import type { Chart, VegaLiteSpec } from "../../src/charts/chart.js";

/** A row as Vega gets it. */
export type DrawnRow = Readonly<Record<string, string | number | null>>;

/** A layer of a chart with the rows that it draws, also those that it shares with its neighbours. */
export interface DrawnLayer {
  readonly mark: string;
  readonly rows: readonly DrawnRow[];
  readonly encoding: VegaLiteSpec;
}

const parts = ["layer", "hconcat", "vconcat", "concat"] as const;

/** Every layer of a specification, or of one of its parts. */
export function layersOf(spec: VegaLiteSpec, shared: readonly DrawnRow[] = []): DrawnLayer[] {
  const own = (spec["data"] as { values?: DrawnRow[] } | undefined)?.values ?? shared;
  const inside = parts.flatMap((part) => (spec[part] ?? []) as VegaLiteSpec[]);
  if (inside.length > 0) return inside.flatMap((each) => layersOf(each, own));
  const mark = spec["mark"] as { type: string } | string;
  const encoding = (spec["encoding"] ?? {}) as VegaLiteSpec;
  return [{ mark: typeof mark === "string" ? mark : mark.type, rows: own, encoding }];
}

/** The rows of the first layer with a mark. */
export function rowsOf(spec: VegaLiteSpec, mark: string): readonly DrawnRow[] {
  return layersOf(spec).find((layer) => layer.mark === mark)?.rows ?? [];
}

/** The panels of a chart that stand side by side or below each other. */
export function panelsOf({ spec }: Chart): readonly VegaLiteSpec[] {
  const panels = ["hconcat", "vconcat", "concat"].flatMap((part) => (spec[part] ?? []) as VegaLiteSpec[]);
  return panels.length > 0 ? panels : [spec];
}
