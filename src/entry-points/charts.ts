/**
 * `tunebook/charts`: every chart of runs, sweeps and data, and how to render one as SVG.
 *
 * @module charts
 */
export * from "../charts/index.js";
