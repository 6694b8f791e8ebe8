import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { once } from "node:events";
import { expect } from "chai";
import { strFromU8, unzipSync } from "fflate";
import MiniSearch from "minisearch";
import { findFreePort } from "../../../src/setup/jupyter/free-port.mjs";
import { parseOptions } from "../../../src/setup/site.mjs";
import { buildSite } from "../../../src/setup/site/build.mjs";
import { elementsIn, parseHtml, textOf } from "../../../src/setup/site/dom.mjs";
import { epub } from "../../../src/setup/site/epub.mjs";
import { deadLinks } from "../../../src/setup/site/links.mjs";
import { createRenderer } from "../../../src/setup/site/markdown.mjs";
import { readChapter } from "../../../src/setup/site/sources.mjs";
import { serveFolder } from "../../../src/setup/site/serve.mjs";
import { machine, problemOf } from "../support/machine.mjs";
import { removeTemporaryFolders, writeFiles } from "../support/temporary.mjs";
import { notebookFile, smallCourse, text } from "./course.mjs";

/** What a page may weigh before its charts, in bytes. */
const mostWeight = 1_000_000;

describe("npm run site", function () {
  this.timeout(300_000);
  /** @type {import("../../../src/setup/context.mjs").Context} */
  let course;
  let folder = "";
  const read = (/** @type {string} */ path) => readFileSync(join(folder, path), "utf8");

  before(() => {
    course = smallCourse();
    folder = join(course.root, "site");
    buildSite(course, folder, [{ path: "tunebook.epub", title: "EPUB", content: epub(course) }]);
  });

  after(removeTemporaryFolders);

  it("shows a chapter as recorded: text, formulas, code, charts with their words, folded cells", () => {
    const page = read("notebooks/01-learning-rate.html");
    expect(page).to.contain("<h2 id=\"the-step\">The step</h2>"); // prettier-ignore
    expect(page).to.contain('class="katex"').and.not.contain("katex-error");
    expect(page).to.contain('<span class="hljs-keyword">const</span>');
    expect(page).to.contain('<details class="folded"><summary>Solution</summary>');
    expect(page).to.match(/<p class="hint tries">Change me: try <code>/);
    expect(page).not.to.contain("<!-- no claim");
    const figures = elementsIn(parseHtml(page)).filter(({ name }) => name === "figure");
    expect(figures.length).to.be.greaterThan(5);
    for (const figure of figures) {
      const inside = elementsIn(figure);
      const svg = inside.find(({ name, attribs }) => name === "svg" && attribs["role"] === "img");
      const parts = svg?.children.map((child) => "name" in child && child.name);
      expect(parts).to.include("g").and.not.include("desc");
      const caption = inside.filter(({ name }) => name === "figcaption");
      expect(textOf(caption).trim()).not.to.equal("");
      const data = join(folder, "notebooks", figure.attribs["data-chart"] ?? "");
      expect(readFileSync(data, "utf8")).to.match(/^document\.currentScript\.chart=\{/);
    }
  });

  it("leads from each chapter to its neighbours, to the notebook at home, and to the pages of others", () => {
    const page = read("notebooks/06-early-stopping.html");
    expect(page).to.contain('<a rel="prev" href="05-epochs-and-iterations.html">');
    expect(page).to.contain('<a rel="next" href="07-momentum.html">');
    expect(page).to.contain('<a href="../README.html#start">run it at home</a>');
    expect(page).to.contain('<a href="../docs/hyperparameters.html">');
    expect(page).not.to.contain('.ipynb"');
    expect(read("docs/hyperparameters.html")).to.contain('href="../notebooks/06-early-stopping.html"');
    // The page of claims takes hours to write; this course has none.
    expect(page).to.contain("<a>").and.not.contain('href="../docs/claims');
    expect(read("README.html")).to.contain('href="LICENSE.txt"').and.to.contain('href="docs/README.html"');
    expect(read("index.html")).to.contain('href="tunebook.epub"').and.to.contain("A course.");
  });

  it("has no two elements of one id on a page", () => {
    for (const path of ["notebooks/01-learning-rate.html", "index.html"]) {
      const ids = elementsIn(parseHtml(read(path))).flatMap(({ attribs }) => attribs["id"] ?? []);
      expect(ids.length).to.equal(new Set(ids).size);
    }
  });

  it("asks nothing of another host, blocks on no script, and weighs little", () => {
    for (const path of ["notebooks/01-learning-rate.html", "docs/api/kernel.html", "search.html"]) {
      const page = read(path);
      const elements = elementsIn(parseHtml(page));
      const loaded = elements.flatMap(({ name, attribs }) =>
        name === "script" || name === "img"
          ? (attribs["src"] ?? [])
          : name === "link"
            ? (attribs["href"] ?? [])
            : [],
      );
      expect(loaded.filter((address) => /^([a-z]+:)?\/\//i.test(address))).to.deep.equal([]);
      const scripts = elements.filter(({ name }) => name === "script");
      const blocking = scripts.filter(
        ({ attribs }) => attribs["src"] !== undefined && attribs["defer"] === undefined,
      );
      expect(blocking.map(({ attribs }) => attribs["src"])).to.deep.equal([]);
      expect(Math.max(...scripts.map((script) => textOf(script.children).length))).to.be.lessThan(300);
      if (path === "search.html") continue;
      const here = join(folder, path, "..");
      const weight = loaded.reduce((sum, address) => sum + statSync(join(here, address)).size, page.length);
      expect(weight).to.be.lessThan(mostWeight);
    }
    expect(read("assets/site.css")).not.to.match(/url\(|@import/);
    expect(read("assets/katex.min.css")).not.to.match(/url\((?!fonts\/[\w-]+\.woff2\))/);
  });

  it("finds words of the text and of the code", () => {
    const script = read("assets/search-index.js");
    const { index, options } = new Function("window", `${script}; return window.searchIndex;`)({});
    const search = MiniSearch.loadJS(index, options);
    expect(search.search("patience")[0]?.id).to.match(/^notebooks\/06-early-stopping\.html/);
    expect(search.search("largestCurvature").map(({ id }) => id)).to.include("notebooks/01-learning-rate.html#many-weights-one-bound"); // prettier-ignore
  });

  it("makes an EPUB whose first entry says what it is, the same every time", () => {
    const file = readFileSync(join(folder, "tunebook.epub"));
    expect(file.subarray(30, 58).toString()).to.equal("mimetypeapplication/epub+zip");
    expect(Buffer.compare(file, Buffer.from(epub(course)))).to.equal(0);
    const files = unzipSync(file);
    const chapter = strFromU8(files["book/01-learning-rate.xhtml"] ?? new Uint8Array());
    expect(chapter).to.contain('href="00-start-here.xhtml"').and.not.contain("<details");
    expect(strFromU8(files["book/package.opf"] ?? new Uint8Array())).to.contain(
      '<item id="part-01-learning-rate" href="01-learning-rate.xhtml" media-type="application/xhtml+xml" properties="mathml svg"/>',
    );
  });

  it("refuses a notebook that it cannot read, a link to nothing, a formula that is none, and says what to do", async () => {
    const broken = machine();
    const file = "notebooks/00-a.ipynb";
    writeFiles(broken.root, { "README.md": "# A", [file]: "{" });
    expect(await problemOf(() => buildSite(broken, join(broken.root, "site")))).to.match(
      /^Cannot make the site: notebooks\/00-a\.ipynb is not JSON, as a notebook has to be \(.+\)\.\n {2}→ Save it again in JupyterLab, .*git restore notebooks\/00-a\.ipynb/,
    );
    writeFileSync(join(broken.root, file), '{"nbformat":3}');
    expect(await problemOf(() => readChapter(broken, file))).to.contain(
      "has nbformat 3 and no cells; it needs nbformat 4",
    );
    expect(await problemOf(() => readChapter(broken, "notebooks/01-b.ipynb"))).to.contain(
      "cannot be read (ENOENT",
    );
    writeFileSync(join(broken.root, file), notebookFile([text("# A\n[b](01-b.ipynb)")]));
    expect(await problemOf(() => buildSite(broken, join(broken.root, "site")))).to.contain(
      'notebooks/00-a.ipynb links to "01-b.ipynb", which does not exist.',
    );
    writeFileSync(join(broken.root, file), notebookFile([text("# A\n[b](#nowhere)")]));
    expect(await problemOf(() => buildSite(broken, join(broken.root, "site")))).to.contain(
      "notebooks/00-a.html links to #nowhere: that page has no such anchor",
    );
    expect(await problemOf(() => createRenderer("mathml").markdown("$\\nothing{x}$"))).to.contain(
      'Cannot render the formula "\\nothing{x}"',
    );
  });

  it("sees a dead link between pages", () => {
    const page = (/** @type {readonly string[]} */ links) => ({ anchors: new Set(["a"]), links });
    const pages = new Map([
      ["index.html", page(["sub/b.html#a", "sub/b.html#c", "x.png", "https://example.org/#z", "#a"])],
      ["sub/b.html", page(["../index.html", "../gone.html"])],
    ]);
    expect(deadLinks(pages, (path) => path === "x.png")).to.deep.equal([
      "index.html links to sub/b.html#c: that page has no such anchor",
      "sub/b.html links to ../gone.html: there is no such page",
    ]);
  });

  it("reads formulas as JupyterLab does, and leaves sums of money alone", () => {
    const { markdown } = createRenderer("mathml");
    expect(markdown("$a_1 * b$ and $$c$$").match(/<math/g)).to.have.length(2);
    expect(markdown("from $5 to $6, or $ x $.")).not.to.contain("<math");
    expect(markdown("`$a$`")).to.contain("<code>$a$</code>");
  });

  it("explains options that it cannot use", async () => {
    expect(parseOptions(["--serve", "--port", "9000"])).to.include({ serve: true, pdf: false, port: 9000 });
    expect(await problemOf(() => parseOptions(["--sevre"]))).to.match(/--sevre[^]*→ npm run site -- --help/);
    expect(await problemOf(() => parseOptions(["--serve", "--port", "0"]))).to.contain('not "0"');
    expect(await problemOf(() => parseOptions(["--port", "9000"]))).to.contain("it needs --serve");
  });

  it("serves the folder on this machine, and nothing beside it", async () => {
    const server = await serveFolder(folder, 0);
    try {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      const address = `http://127.0.0.1:${port}`;
      const first = await fetch(`${address}/`);
      expect(first.headers.get("content-security-policy")).to.contain("default-src 'self'");
      expect(await first.text()).to.contain("<title>tunebook</title>");
      const outside = await fetch(`${address}/..%2fREADME.md`);
      expect([outside.status, existsSync(join(course.root, "README.md"))]).to.deep.equal([404, true]);
      expect(await problemOf(() => findFreePort(port, "npm run site -- --serve"))).to.contain(
        `Port ${port} is taken by another program.\n  → Choose another: npm run site -- --serve --port ${port + 1}`,
      );
    } finally {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    }
  });
});
