/** `tunebook/course`: what a chapter asks, remembers, checks and shows. */
export * from "../course/index.js";
export { proportionInterval } from "../automl/index.js";
