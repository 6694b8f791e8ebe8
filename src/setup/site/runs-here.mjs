/** The first chapter of the long ones at the end. */
const firstLong = 18;

/** Why the cells of a page do not run in it; undefined if they do. @param {string} file of the notebook @returns {string | undefined} */
export function whyAtHome(file) {
  const chapter = Number(/(\d\d)-[^/]*$/.exec(file)?.[1]);
  const inBrowser = "with native TensorFlow, and would take many times as long in a browser";
  if (chapter >= firstLong) return `its runs take up to a minute ${inBrowser}`;
  return chapter === 14 ? `its convolutions and recurrent layers take half a minute ${inBrowser}` : undefined;
}
