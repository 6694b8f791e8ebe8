/** Vega and Vega-Lite, which a bundle keeps in files of their own until the first call. */
export const loadVega = () => Promise.all([import("vega"), import("vega-lite")]);
