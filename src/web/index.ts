/**
 * `tunebook/browser`: the library in a page, as one ES module. Everything of `tunebook` and its subpaths has the same name and the
 * same types here; what needs a disk, processes or native TensorFlow says so when it is called.
 *
 * @module browser
 */
export * from "../index.js";
export * from "../entry-points/charts.js";
export * from "../entry-points/course.js";
export * from "../entry-points/training.js";
export * from "../entry-points/tuning.js";
export { filesFrom } from "./files.js";
