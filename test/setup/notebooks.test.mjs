import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { thisMachine } from "../../src/setup/context.mjs";
import { executeNotebook } from "../../src/setup/notebooks/execute.mjs";
import { findingsOf, isEmptyChart } from "../../src/setup/notebooks/findings.mjs";
import { keepTimedOutputs } from "../../src/setup/notebooks/keep-timed.mjs";
import { normaliseNotebook, notebookText } from "../../src/setup/notebooks/normalise.mjs";
import { chooseNotebooks } from "../../src/setup/notebooks/notebook.mjs";
import { measuredTimes, recordTimes, saveExecution } from "../../src/setup/notebooks/save.mjs";
import { tableFoot, tableRow } from "../../src/setup/notebooks/table.mjs";
import { machine, problemOf } from "./support/machine.mjs";
import { removeTemporaryFolders, temporaryFolder, writeFiles } from "./support/temporary.mjs";

/** @param {any[]} outputs @param {any} [cell] @returns {any} a notebook with one code cell */
const withOutputs = (outputs, cell = {}) => ({
  cells: [
    { cell_type: "code", id: "a", metadata: {}, execution_count: 7, source: "1 + 1", outputs, ...cell },
  ],
  metadata: { kernelspec: { name: "tslab" }, language_info: { version: "9" }, tunebook: { b: 1, a: 2 } },
  nbformat: 4,
  nbformat_minor: 4,
});

/** @param {string} name @param {string} text */
const stream = (name, text) => ({ output_type: "stream", name, text });

/** @param {any[]} rows */
const chart = (rows) => ({ mark: "line", data: { values: rows } });

const svg = (/** @type {string} */ inner) =>
  `<svg><g class="mark-line role-mark marks" role="x">${inner}</g></svg>`;

describe("notebooks in their normal form", () => {
  const root = "/home/me/course";

  it("keep no widget whose kernel is gone, where there is another form to read", () => {
    const widget = "application/vnd.jupyter.widget-view+json";
    const output = (/** @type {object} */ data) => ({
      output_type: "display_data",
      metadata: {},
      data: { [widget]: {}, ...data },
    });
    const both = normaliseNotebook(
      withOutputs([output({ "text/html": "<b>", "text/plain": "b" }), output({ "text/plain": "b" })]),
      root,
    );
    expect(both.cells[0]?.outputs?.map(({ data }) => Object.keys(data ?? {}))).to.deep.equal([
      ["text/html", "text/plain"],
      [widget, "text/plain"],
    ]);
  });

  it("have no counts, no timings, no volatile output, and keys in order", () => {
    const volatile = {
      output_type: "display_data",
      data: { "text/plain": "3 s" },
      metadata: { tunebook: { volatile: true } },
    };
    const result = {
      output_type: "execute_result",
      execution_count: 7,
      metadata: {},
      data: { "text/plain": "2\n3" },
    };
    const cell = { metadata: { tags: ["x"], execution: { started: "now" } } };
    const normal = normaliseNotebook(withOutputs([volatile, result], cell), root);
    expect(normal.cells[0]).to.deep.equal({
      cell_type: "code",
      execution_count: null,
      id: "a",
      metadata: { tags: ["x"] },
      source: ["1 + 1"],
      outputs: [
        {
          data: { "text/plain": ["2\n", "3"] },
          execution_count: null,
          metadata: {},
          output_type: "execute_result",
        },
      ],
    });
    expect(JSON.stringify(normal.metadata)).to.contain(
      '"language_info":{"version":"9"},"tunebook":{"a":2,"b":1}',
    );
    expect(normal.nbformat_minor).to.equal(5);
  });

  it("are the same however a stream was cut, and wherever the checkout lies", () => {
    const cut = withOutputs([
      stream("stdout", "a"),
      stream("stdout", `b ${root}/x\n`),
      stream("stderr", "c"),
    ]);
    const whole = withOutputs([stream("stdout", "ab ./x\n"), stream("stderr", "c")]);
    expect(notebookText(normaliseNotebook(cut, root))).to.equal(notebookText(normaliseNotebook(whole, root)));
  });

  it("stay as they are when normalised again", () => {
    const bundle = {
      "application/vnd.vegalite.v5+json": chart([{ x: 1 }]),
      "image/svg+xml": svg("x\ny"),
      "text/plain": "t",
    };
    const once = normaliseNotebook(
      withOutputs([{ output_type: "display_data", metadata: {}, data: bundle }]),
      root,
    );
    expect(notebookText(normaliseNotebook(once, root))).to.equal(notebookText(once));
    expect(notebookText(once).endsWith("}\n")).to.equal(true);
  });

  it("keep the committed outputs of a cell with the tag timed while its code and that above is the same", () => {
    const executed = (/** @type {string} */ text, own = "2 + 2", above = "1 + 1", tags = ["timed"]) => {
      const timed = { id: "b", source: own, metadata: { tags }, outputs: [stream("stdout", text)] };
      const notebook = withOutputs([], { source: above });
      return normaliseNotebook(
        { ...notebook, cells: [...notebook.cells, { ...notebook.cells[0], ...timed }] },
        root,
      );
    };
    const shown = (/** @type {any} */ notebook) => notebook.cells[1].outputs[0].text.join("");
    const committed = keepTimedOutputs(executed("3 s"), executed("", "none"));
    expect(shown(committed)).to.equal("3 s");
    const again = keepTimedOutputs(executed("4 s"), committed);
    expect(notebookText(again)).to.equal(notebookText(committed));
    expect(shown(keepTimedOutputs(executed("4 s", "2 + 3"), committed))).to.equal("4 s");
    const edited = JSON.parse(JSON.stringify(committed));
    edited.cells[0].source = ["1 + 3"];
    expect(shown(keepTimedOutputs(executed("4 s", "2 + 2", "1 + 3"), edited))).to.equal("4 s");
    expect(shown(keepTimedOutputs(executed("4 s", "2 + 2", "1 + 1", []), committed))).to.equal("4 s");
  });
});

describe("what an executed notebook shows", () => {
  /** @param {string} verdict */
  const check = (verdict) => ({
    output_type: "display_data",
    data: { "application/vnd.tunebook.check+json": { verdict, claim: "too high diverges" } },
  });

  it("counts verdicts, and a contradicted or unknown one is a problem", () => {
    const { checks, problems } = findingsOf(
      withOutputs(["supported", "supported", "not settled", "contradicted", "maybe"].map(check)),
    );
    expect(checks).to.deep.equal({ supported: 2, "not settled": 1, contradicted: 1 });
    expect(problems).to.deep.equal([
      "cell 1: contradicted: too high diverges",
      'cell 1: unknown verdict "maybe" of the check "too high diverges"',
    ]);
  });

  it("finds errors and empty charts", () => {
    const error = { output_type: "error", ename: "RangeError", evalue: "too large" };
    const empty = { output_type: "display_data", data: { "application/vnd.vegalite.v5+json": chart([]) } };
    const { charts, problems } = findingsOf(withOutputs([error, empty]));
    expect(charts).to.equal(1);
    expect(problems).to.deep.equal(["cell 1: RangeError: too large", "cell 1: the chart is empty"]);
  });

  it("tells an empty chart from a drawn one by its rows and by its picture", () => {
    const drawn = '<path d="M0,0L1,1"/>';
    expect(isEmptyChart(chart([{ x: 1 }]), svg(drawn))).to.equal(false);
    expect(isEmptyChart(chart([{ x: 1 }]), svg('<line x2="40"/>')), "segments").to.equal(false);
    expect(isEmptyChart(chart([{ x: 1 }]), undefined)).to.equal(false);
    expect(isEmptyChart(chart([]), svg(drawn))).to.equal(true);
    expect(isEmptyChart({ layer: [chart([]), chart([{ x: 1 }])] }, undefined)).to.equal(false);
    expect(isEmptyChart({ datasets: { a: [] }, layer: [{ data: { name: "a" } }] }, undefined)).to.equal(true);
    for (const nothing of ["", '<path d=""/>', "<path/>"])
      expect(isEmptyChart(chart([{ x: 1 }]), svg(nothing))).to.equal(true);
  });
});

describe("npm run notebooks", () => {
  afterEach(removeTemporaryFolders);
  const names = ["00-start-here", "01-learning-rate"];

  it("takes names, numbers and paths, all without one, and names what there is if one is wrong", async () => {
    expect(chooseNotebooks([], names)).to.deep.equal(names);
    expect(chooseNotebooks(["01", "notebooks/00-start-here.ipynb"], names)).to.deep.equal([
      "01-learning-rate",
      "00-start-here",
    ]);
    expect(await problemOf(() => chooseNotebooks(["02"], names))).to.match(
      /no notebook "02"[^]*00-start-here, 01-learning-rate/,
    );
  });

  it("prints a line for each chapter, with what is wrong below it", () => {
    const findings = {
      checks: { supported: 2, "not settled": 0, contradicted: 1 },
      charts: 4,
      problems: ["cell 3: no"],
    };
    const execution = {
      name: "01-learning-rate",
      seconds: 61.25,
      findings,
      notebook: withOutputs([]),
      more: [],
    };
    expect(tableRow(execution)).to.match(
      /^01-learning-rate +61\.3 +4 +2 +0 +1\n.*cell 3: no\n.*longer than 60 s$/,
    );
    expect(tableFoot([execution, execution])).to.match(/^total +122\.5 .*12 min the course/);
  });

  it("records what a chapter takes, but not every flutter of the clock", () => {
    const context = machine();
    const took = (/** @type {number} */ seconds) =>
      recordTimes(context, [/** @type {any} */ ({ name: "01", seconds })]);
    for (const [seconds, recorded] of [
      [20.4, 20],
      [25, 20],
      [17, 20],
      [40, 40],
    ]) {
      took(/** @type {number} */ (seconds));
      expect(measuredTimes(context)).to.deep.equal({ "01": recorded });
    }
  });

  it("executes in a fresh kernel and saves the same bytes each time", async function () {
    this.timeout(60_000);
    const context = thisMachine();
    const folder = temporaryFolder();
    const source = "const answer: number = 6 * 7;\nconsole.log(answer);";
    writeFiles(folder, { "notebooks/try.ipynb": JSON.stringify(withOutputs([], { source })) });
    const elsewhere = { ...context, root: folder };
    const save = async () => {
      saveExecution(elsewhere, await executeNotebook(context, "try", { folder: join(folder, "notebooks") }));
      return readFileSync(join(folder, "notebooks", "try.ipynb"), "utf8");
    };
    const first = await save();
    expect(JSON.parse(first).cells[0].outputs).to.deep.equal([
      { name: "stdout", output_type: "stream", text: ["42\n"] },
    ]);
    expect(await save()).to.equal(first);
  });

  it("reports what stopped a chapter", async function () {
    this.timeout(60_000);
    const folder = temporaryFolder();
    const failing = withOutputs([], { source: 'throw new RangeError("too large")' });
    const old = [{ output_type: "stream", name: "stdout", text: ["of an earlier execution\n"] }];
    const behind = { ...failing.cells[0], id: "b", source: "1", outputs: old };
    writeFiles(folder, { "try.ipynb": JSON.stringify({ ...failing, cells: [...failing.cells, behind] }) });
    const { findings, notebook } = await executeNotebook(thisMachine(), "try", { folder });
    expect(findings.problems).to.have.lengthOf(1);
    expect(findings.problems[0]).to.match(/RangeError.*too large/);
    expect(notebook.cells[1]?.outputs, "what was not reached has no results").to.deep.equal([]);
  });

  it("can go on after a cell that failed, with fresh seeds, for the ledger of claims", async function () {
    this.timeout(60_000);
    const folder = temporaryFolder();
    const failing = withOutputs([], { source: "throw new RangeError()" });
    const asking = {
      ...failing.cells[0],
      id: "b",
      source: 'console.log(process.env["TUNEBOOK_FRESH_SEEDS"])',
    };
    writeFiles(folder, { "try.ipynb": JSON.stringify({ ...failing, cells: [...failing.cells, asking] }) });
    const options = { folder, keepGoing: true, env: { TUNEBOOK_FRESH_SEEDS: "7" } };
    const { notebook } = await executeNotebook(thisMachine(), "try", options);
    expect(notebook.cells[1]?.outputs?.[0]?.text).to.deep.equal(["7\n"]);
  });
});
