import { expect } from "chai";
import { skipBecause } from "../skip.js";
import { runTests, testsIn, type Outcome } from "./kernel-under-test.js";

const suites = {
  test_messages: "every message type, through jupyter_client",
  test_debugger: "breakpoints, steps and variables, as JupyterLab asks for them",
  test_interrupts: "interrupt, restart, shutdown",
  test_output: "output arrives whole, in order, with bounded memory",
  test_bad_input: "what it must survive, or else explain",
  test_language: "TypeScript across cells, imports, results",
  test_results: "what the library makes shows itself, and hears the stop button",
  test_clients: "nbclient, nbconvert and papermill",
  test_controls: "a slider",
  test_stock_tslab: "a chapter under stock tslab",
};

for (const [file, title] of Object.entries(suites))
  describe(`kernel: ${title}`, function () {
    this.timeout(600_000);
    let outcomes: Outcome[] = [];
    before(() => {
      outcomes = runTests(file);
    });

    for (const name of testsIn(file))
      it(name.replace(/^test_/, "").replaceAll("_", " "), () => {
        const outcome = outcomes.find((each) => each.name === name);
        expect(
          outcome,
          `${name} did not run: ${JSON.stringify(outcomes.filter((each) => !each.name.startsWith("test_")))}`,
        ).to.exist;
        expect(outcome!.outcome, outcome!.detail).to.equal("passed");
      });
  });

describe("kernel: jupyter console", function () {
  this.timeout(600_000);

  it("runs a session: several lines, Tab, Ctrl-C, a question, exit", function () {
    const [outcome] = runTests("test_console");
    if (outcome?.outcome === "skipped") skipBecause(this, outcome.detail);
    expect(outcome?.outcome, outcome?.detail).to.equal("passed");
  });
});

describe("kernel: jupyter_kernel_test, the conformance suite of the Jupyter project", function () {
  this.timeout(600_000);

  it("passes every case and skips none", () => {
    const outcomes = runTests("test_conformance");
    expect(outcomes.filter(({ outcome }) => outcome !== "passed")).to.deep.equal([]);
    expect(outcomes.length).to.be.greaterThanOrEqual(12);
  });
});
