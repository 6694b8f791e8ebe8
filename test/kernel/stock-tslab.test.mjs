import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { expect } from "chai";

const require = createRequire(import.meta.url);
const notebooks = resolve(import.meta.dirname, "../../notebooks");

/**
 * The code cells of a notebook.
 *
 * @param {string} name
 * @returns {string[]}
 */
function codeOf(name) {
  /** @type {{ cells: { cell_type: string, source: string | string[] }[] }} */
  const { cells } = JSON.parse(readFileSync(join(notebooks, name), "utf8"));
  return cells.filter((cell) => cell.cell_type === "code").map(({ source }) => [source].flat().join(""));
}

/**
 * @typedef {object} Converter tslab's own compiler, as far as it is asked here
 * @property {(declared: string, code: string) => { diagnostics: { messageText: string, start: { line: number } }[], declOutput?: string }} convert
 * @property {() => void} close
 */

/**
 * What tslab's own compiler, an older TypeScript, has against the cells of a notebook.
 *
 * @param {Converter} converter
 * @param {string} name
 */
function complaints(converter, name) {
  /** @type {string[]} */
  const found = [];
  let declared = "";
  for (const code of codeOf(name)) {
    const { diagnostics, declOutput } = converter.convert(declared, code);
    found.push(
      ...diagnostics.map(({ messageText, start }) => `${name}: ${messageText} (line ${start.line + 1})`),
    );
    if (diagnostics.length === 0) declared = declOutput ?? "";
  }
  return found;
}

describe("kernel: stock tslab", function () {
  this.timeout(900_000);

  it("has nothing against any cell of the course", () => {
    const before = process.cwd();
    process.chdir(notebooks);
    /** @type {Converter} */
    const converter = require("tslab/dist/converter.js").createConverter({});
    try {
      expect(converter.convert("", "const wrong: number = 'text'").diagnostics).to.have.length(1);
      const names = readdirSync(notebooks).filter((name) => name.endsWith(".ipynb"));
      expect(names).not.to.be.empty;
      expect(names.flatMap((name) => complaints(converter, name))).to.deep.equal([]);
    } finally {
      converter.close();
      process.chdir(before);
    }
  });
});
