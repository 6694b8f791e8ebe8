import { expect } from "chai";
import { progressDrawer } from "../../src/course/live-progress.js";
import { counted, progressText } from "../../src/runtime/progress-text.js";
import type { Progress } from "../../src/runtime/progress.js";
import { exampleRun } from "../charts/example-runs.js";
import { withFakeKernel } from "./fake-kernel.js";

const { history } = exampleRun();

function at(seconds: number, changes: Partial<Progress> = {}): Progress {
  const done = Math.min(20, Math.floor(seconds * 4));
  const shared = {
    id: "one",
    title: "Training on digits",
    total: 20,
    secondsLeft: 5 - seconds,
    finished: false,
  };
  return { ...shared, kind: "train", done, seconds, history: history.slice(0, done), ...changes };
}

/** What is shown when these messages arrive one after the other. */
async function shownFor(messages: readonly Progress[]) {
  return withFakeKernel(() => {
    const draw = progressDrawer();
    messages.forEach(draw);
  });
}

describe("live progress", () => {
  it("draws nothing for short work, even if it ends late", async () => {
    expect(await shownFor([at(0.1, { secondsLeft: 0.2 }), at(0.4, { finished: true })])).to.deep.equal([]);
    expect(await shownFor([at(9, { finished: true })])).to.deep.equal([]);
  });

  it("draws in one display, at most twice a second, and ends as the final state", async () => {
    const messages = Array.from({ length: 100 }, (_, index) => at(index * 0.05));
    const shown = await shownFor([...messages, at(5, { finished: true, done: 20 })]);
    expect(shown.length).to.be.within(8, 12);
    expect(new Set(shown.map(({ options }) => options.displayId)).size).to.equal(1);
    expect(shown.map(({ options }) => options.update)).to.deep.equal(shown.map((_, index) => index > 0));
    // A line, no chart: what follows in the cell draws the curves.
    expect(shown.at(-1)!.bundle).to.have.all.keys("text/html", "text/plain");
    expect(shown.at(-1)!.bundle["text/plain"]).to.equal("Training on digits: 20 epochs in 5.0 s");
    for (const { options } of shown) expect(options.metadata).to.deep.equal({ tunebook: { volatile: true } });
  });

  it("draws a long training ever more seldom, so that a slow page can follow", async () => {
    const shown = await shownFor(Array.from({ length: 2000 }, (_, index) => at(index * 0.05)));
    // Twice a second for ten seconds, then whenever a twentieth of the time has been added: log(100 / 10) / log(1 + 1 / 20).
    expect(shown.length).to.be.within(50, 20 + 48);
  });

  it("a training is a growing learning curve whose axis already has every epoch", async () => {
    const [first] = await shownFor([at(2.5)]);
    const spec = JSON.stringify(first!.bundle["application/vnd.vegalite.v5+json"]);
    expect(spec).to.contain('"domain":[1,20]').and.contain("10 of 20 epochs, 2.5 s, about 2.5 s left");
  });

  it("a sweep is a bar", async () => {
    const [first] = await shownFor([at(3, { kind: "sweep", title: "a & b", done: 7, total: 25 })]);
    expect(first!.bundle["text/html"]).to.contain('max="25" value="7"').and.contain("a &amp; b");
  });

  it("keeps pieces of work apart", async () => {
    const shown = await shownFor([at(3), at(3, { id: "two" })]);
    expect(shown[0]!.options.displayId).to.not.equal(shown[1]!.options.displayId);
  });

  it("trainings inside a study are not drawn one by one", async () => {
    const study = { ...at(3, { history: [] }), id: "study", kind: "study" as const, title: "rate" };
    const shown = await shownFor([study, at(3), { ...study, finished: true }, at(4)]);
    expect(shown.map(({ bundle }) => String(bundle["text/plain"]).split(":")[0])).to.deep.equal([
      "rate",
      "rate",
      "Training on digits",
    ]);
  });

  it("draws nothing outside a notebook", () => {
    expect(() => {
      progressDrawer()(at(3));
    }).to.not.throw();
  });

  it("counts in the plural that the noun has", () => {
    const three = ["run", "epoch", "search", "batch", "class"].map((noun) => counted(3, noun));
    expect(three).to.deep.equal(["3 runs", "3 epochs", "3 searches", "3 batches", "3 classes"]);
    expect(counted(1, "search")).to.equal("1 search");
  });

  it("says minutes where there are minutes", () => {
    expect(progressText(at(125, { kind: "sweep", secondsLeft: 60, done: 3 }))).to.equal(
      "3 of 20 runs, 2 min 5 s, about 1 min 0 s left",
    );
  });
});
