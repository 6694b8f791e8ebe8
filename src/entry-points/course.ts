/**
 * `tunebook/course`: what a chapter asks, remembers, checks and shows.
 *
 * @module course
 */
export * from "../course/index.js";
export { proportionInterval } from "../automl/index.js";
