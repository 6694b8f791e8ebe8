import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { thisMachine } from "../../src/setup/context.mjs";
import { chapterMap, chapterWithTime, readmeWithMap } from "../../src/setup/notebooks/chapter-map.mjs";
import { notebookNames } from "../../src/setup/notebooks/notebook.mjs";
import { machine } from "./support/machine.mjs";
import { removeTemporaryFolders, writeFiles } from "./support/temporary.mjs";

const context = thisMachine();
const readme = readFileSync(join(context.root, "README.md"), "utf8");

/** Every page of the documentation, as a path from the root. */
const pages = [
  ...readdirSync(context.root),
  ...readdirSync(join(context.root, "docs"), { recursive: true, encoding: "utf8" }).map((name) =>
    join("docs", name),
  ),
].filter((name) => name.endsWith(".md"));

describe("README", () => {
  afterEach(removeTemporaryFolders);

  it("links only to what exists, as every other page does", () => {
    const links = pages.flatMap((page) =>
      [...readFileSync(join(context.root, page), "utf8").matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
        (match) => join(dirname(page), match[1] ?? ""),
      ),
    );
    expect(links).to.include("LICENSE");
    expect(links.filter((link) => !existsSync(join(context.root, link)))).to.deep.equal([]);
  });

  it("names only commands that exist", () => {
    const { scripts } = JSON.parse(readFileSync(join(context.root, "package.json"), "utf8"));
    const named = pages.flatMap((page) => [
      ...readFileSync(join(context.root, page), "utf8").matchAll(/npm run ([a-z:-]+)/g),
    ]);
    expect(named.map((match) => match[1] ?? "").filter((name) => !(name in scripts))).to.deep.equal([]);
  });

  it("has the map of all chapters (npm run notebooks -- --record brings it up to date)", () => {
    expect(readme).to.equal(readmeWithMap(context));
  });

  it("agrees with the chapters on how long each takes", () => {
    for (const name of notebookNames(context)) {
      const file = readFileSync(join(context.root, "notebooks", `${name}.ipynb`), "utf8");
      expect(file, name).to.match(/\*Time:\* \d+ minutes to read, \d+ seconds for all cells to run/);
      expect(file, name).to.equal(chapterWithTime(context, name));
    }
  });

  it("makes the map of title, words and measured seconds", () => {
    const course = machine();
    const cells = [
      { cell_type: "markdown", source: ["# 01 · Learning rate\n", `${"word ".repeat(300)}\n`], metadata: {} },
      { cell_type: "code", source: "code ".repeat(1000), metadata: {}, outputs: [] },
    ];
    writeFiles(course.root, {
      "notebooks/01-learning-rate.ipynb": JSON.stringify({ cells, metadata: {} }),
      "docs/chapter-times.json": '{ "01-learning-rate": 23 }',
    });
    const row = "| [01](notebooks/01-learning-rate.ipynb) | Learning rate | 2 min | 23 s |";
    expect(chapterMap(course).split("\n")).to.include(row);
  });
});
