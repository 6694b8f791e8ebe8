/**
 * `tunebook/tuning`: studies with their samplers, pruners and storages, importance, and the charts of a study.
 *
 * @module tuning
 */
import "../course/index.js"; // studies have a display of their own in a notebook

export * from "../tuning/index.js";
export { tuningDomain, type SearchedRange } from "../hyperparameters/tuning-domain.js";
export * from "../charts/tuning/index.js";
