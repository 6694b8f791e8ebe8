import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { publicNames, root, type EntryPoint, type Offer } from "./public-names.js";

/** Text of every file below a folder of the checkout whose name ends so, but for the entry points themselves. */
function textsBelow(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending) && !/^entry-points\b|(^|[\\/])index\.ts$|public-names/.test(name))
    .map((name) => readFileSync(join(root, folder, name), "utf8"));
}

interface Notebook {
  readonly cells: readonly { readonly source: string | readonly string[] }[];
}

/** What the cells of a notebook say, without their outputs. */
const sources = (text: string): string =>
  (JSON.parse(text) as Notebook).cells.map(({ source }) => [source].flat().join("")).join("\n");

const wordsOf = (texts: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const [word] of texts.join("\n").matchAll(/[\p{L}\w$]+/gu))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};

describe("the public names", function () {
  this.timeout(60_000);
  let names: Record<EntryPoint, Offer>;
  let used: Map<string, number>;

  before(() => {
    names = publicNames();
    used = wordsOf([
      ...textsBelow("notebooks", ".ipynb").map(sources),
      ...textsBelow("test", ".ts"),
      ...textsBelow("bench", ".ts"),
      ...textsBelow("docs", ".md"),
      readFileSync(join(root, "README.md"), "utf8"),
    ]);
  });

  it("are those of test/package/public-names.json: a change of that list is a change of the contract", () => {
    const file = readFileSync(join(root, "test", "package", "public-names.json"), "utf8");
    const listed = (offers: Record<EntryPoint, Offer>): string[] =>
      Object.entries(offers).flatMap(([entryPoint, { values, types }]) =>
        [...values, ...types.map((name) => `type ${name}`)].map((name) => `${entryPoint}: ${name}`),
      );
    const [fixed, actual] = [listed(JSON.parse(file) as Record<EntryPoint, Offer>), listed(names)];
    const changes = [
      ...actual.filter((name) => !fixed.includes(name)).map((name) => `new in ${name}`),
      ...fixed.filter((name) => !actual.includes(name)).map((name) => `gone from ${name}`),
    ];
    expect(changes, "If this is meant: node dist/test/package/write-names.js").to.deep.equal([]);
  });

  it("are at most 70 values in tunebook itself, which somebody can learn", () => {
    expect(names.tunebook.values.length).to.be.within(40, 70);
  });

  it("live in one subpath each", () => {
    const { tunebook, ...subpaths } = names;
    const all = Object.values(subpaths).flatMap(({ values }) => values);
    expect(tunebook.values).to.include("train");
    expect(all.filter((name, index) => all.indexOf(name) !== index)).to.deep.equal([]);
  });

  it("are all used by a chapter, a test or a page of docs", () => {
    const all = new Set(Object.values(names).flatMap(({ values }) => values));
    expect([...all].filter((name) => !used.has(name))).to.deep.equal([]);
  });

  it("have only types that something else speaks of", () => {
    const inSources = wordsOf(textsBelow("src", ".ts"));
    const all = new Set(Object.values(names).flatMap(({ types }) => types));
    // Once is the declaration itself.
    const lonely = [...all].filter((name) => !used.has(name) && (inSources.get(name) ?? 0) < 2);
    expect(lonely).to.deep.equal([]);
  });
});
