import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, type EntryPoint, type Offer } from "./public-names.js";

const offers = JSON.parse(readFileSync(join(root, "test", "package", "public-names.json"), "utf8")) as Record<
  EntryPoint,
  Offer
>;

interface Notebook {
  readonly cells: readonly { readonly cell_type: string; readonly source: string | readonly string[] }[];
}

const codeOf = (chapter: string): string[] =>
  (JSON.parse(readFileSync(join(root, "notebooks", chapter), "utf8")) as Notebook).cells
    .filter(({ cell_type }) => cell_type === "code")
    .map(({ source }) => [source].flat().join(""));

/** What an import `name as local` takes, and what it is called in the chapter. */
const [taken, called] = [(name: string) => name.split(" as ")[0]!, (name: string) => name.split(" as ").at(-1)!]; // prettier-ignore

/** Imports from tunebook: the entry point, and what is imported through it. */
const importsIn = (code: string): { entryPoint: string; names: string[] }[] =>
  [...code.matchAll(/import \{([^}]*)\} from "(tunebook[^"]*)"/g)].map(([, list, entryPoint]) => ({
    entryPoint: entryPoint!,
    names: list!.split(",").map((name) => name.trim().replace(/^type /, "")).filter((name) => name !== ""), // prettier-ignore
  }));

describe("the chapters' imports", () => {
  for (const chapter of readdirSync(join(root, "notebooks")).filter((name) => name.endsWith(".ipynb")))
    it(`${chapter}: at most six lines a cell, each name through an entry point that has it, none without a use`, () => {
      const cells = codeOf(chapter);
      const lines = cells.map(
        (code) => (code.match(/^import [^;`]* from "[^"]*";/gm) ?? []).join("\n").split("\n").length,
      );
      expect(Math.max(...lines)).to.be.within(1, 6);
      const rest = cells.join("\n").replaceAll(/import \{[^}]*\} from "[^"]*"/g, "");
      for (const { entryPoint, names } of cells.flatMap(importsIn)) {
        const offer = offers[entryPoint as EntryPoint];
        const unknown = names.filter((name) => ![...offer.values, ...offer.types].includes(taken(name)));
        expect(unknown, `not in ${entryPoint}`).to.deep.equal([]);
        expect(names.filter((name) => !new RegExp(`\\b${called(name)}\\b`).test(rest)), "not used").to.deep.equal([]); // prettier-ignore
      }
    });
});
