import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { thisMachine } from "../../src/setup/context.mjs";
import { chapterMap, chapterWithTime, readmeWithMap } from "../../src/setup/notebooks/chapter-map.mjs";
import { hyperparametersPage } from "../../src/setup/hyperparameters-page.mjs";
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

const api = join(context.root, "docs", "api");
const apiPages = readdirSync(api).filter((name) => name.endsWith(".md"));

/** What a link may lead to in a page. @param {string} text */
const anchorsOf = (text) => new Set([...text.matchAll(/<a id="([^"]+)">/g)].map((match) => match[1] ?? ""));

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

  it("has a target for every link within docs/api (npm run docs:api writes them)", () => {
    const texts = new Map(apiPages.map((name) => [name, readFileSync(join(api, name), "utf8")]));
    const targets = new Map([...texts].map(([name, text]) => [name, anchorsOf(text)]));
    const links = [...texts].flatMap(([from, text]) =>
      [...text.matchAll(/\]\(([^():]*)#([^)]*)\)/g)].map(([, page, anchor = ""]) => [page || from, anchor]),
    );
    expect(links).to.deep.include(["tunebook.md", "trainingrun"]);
    expect(links.filter(([page = "", anchor = ""]) => !targets.get(page)?.has(anchor))).to.deep.equal([]);
  });

  it("has a page of all hyperparameters as the table has them (npm run docs:api writes it)", async () => {
    const page = readFileSync(join(context.root, "docs", "hyperparameters.md"), "utf8");
    expect(page).to.equal(await hyperparametersPage(context));
    const { hyperparameterNames } = await import("../../dist/src/hyperparameters/hyperparameters.js");
    const listed = [...page.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]);
    expect(listed).to.have.members(hyperparameterNames);
  });

  it("lists every decision, each under the same headings", () => {
    const folder = join(context.root, "docs", "decisions");
    const list = readFileSync(join(folder, "README.md"), "utf8");
    for (const name of readdirSync(folder).filter((each) => each !== "README.md")) {
      expect(list).to.contain(`](${name})`);
      const headings = [...readFileSync(join(folder, name), "utf8").matchAll(/^\*\*([^*.]+)\.?\*\*/gm)];
      expect(
        headings.map((match) => match[1]),
        name,
      ).to.deep.equal(["Situation", "Decision", "Consequences", "Decide again"]);
    }
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
      {
        cell_type: "markdown",
        source: ["# 01 · Learning rate\n", `${"word ".repeat(300)}<!-- ${"hidden ".repeat(300)}-->\n`],
        metadata: {},
      },
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
