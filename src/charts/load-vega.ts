import { createRequire } from "node:module";

const packages = createRequire(__filename);

/**
 * Vega and Vega-Lite, loaded at the first call. With `require`, because `import()` parses every file of a CommonJS package
 * twice, once only to find its names: that takes more than half of the time.
 */
export const loadVega = () =>
  Promise.resolve([
    packages("vega") as typeof import("vega"),
    packages("vega-lite") as typeof import("vega-lite"),
  ] as const);
