/**
 * Chapters whose cells do not run in the page, each with the reason as the page gives it. All others do.
 *
 * @type {ReadonlyMap<string, string>}
 */
const atHome = new Map([
  ...[...Array(12).keys()].map((place) => /** @type {[string, string]} */ ([String(18 + place), "its runs take up to a minute with native TensorFlow, and would take many times as long in a browser"])), // prettier-ignore
  ["14", "its convolutions and recurrent layers take half a minute with native TensorFlow, and would take many times as long in a browser"], // prettier-ignore
]);

/** Why the cells of a page do not run in it; undefined if they do. @param {string} file of the notebook @returns {string | undefined} */
export const whyAtHome = (file) => atHome.get(/(\d\d)-[^/]*$/.exec(file)?.[1] ?? "");
