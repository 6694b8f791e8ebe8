/** A Vega-Lite specification, as plain JSON. */
export type VegaLiteSpec = Readonly<Record<string, unknown>>;

/** A chart: a specification to draw, and one sentence that says the same to readers who cannot see it. */
export interface Chart {
  readonly spec: VegaLiteSpec;
  readonly summary: string;
}
