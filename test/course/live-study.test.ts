import { expect } from "chai";
import { studyDrawer } from "../../src/course/live-study.js";
import type { StudyView, TrialRecord } from "../../src/tuning/trial/trial-record.js";
import { exampleStudy } from "../charts/example-study.js";
import { withFakeKernel } from "./fake-kernel.js";

const whole = exampleStudy();

/** The study after so many trials, the last of which may still be running. */
function after(count: number, running = false): StudyView {
  const trials = whole.trials.slice(0, count).map((trial, index): TrialRecord => {
    if (!running || index < count - 1) return trial;
    return { ...trial, state: "running", values: [], started: new Date(0) };
  });
  return { ...whole, trials };
}

const shownFor = (studies: readonly StudyView[], ends = false) =>
  withFakeKernel(() => {
    const draw = studyDrawer();
    studies.forEach((study, index) => {
      draw({ id: "one", study, finished: ends && index === studies.length - 1 });
    });
  });

const text = (shown: Awaited<ReturnType<typeof shownFor>>[number]): string =>
  String(shown.bundle["text/plain"]);

describe("a study that is watched", () => {
  it("is two displays, updated in place: charts, and the running trials", async () => {
    const shown = await shownFor([after(0), after(12, true), after(13)], true);
    expect(shown.map(({ options }) => options.update)).to.deep.equal([false, false, true, true, true, true]);
    const ids = shown.map(({ options }) => options.displayId);
    expect(new Set(ids).size).to.equal(2);
    expect(ids[0]).to.equal(ids[4]);
    for (const { options } of shown) expect(options.metadata).to.deep.equal({ tunebook: { volatile: true } });
  });

  it("begins without a complete trial, and then shows history, importance and parallel coordinates", async () => {
    const shown = await shownFor([after(0), after(30)]);
    expect(text(shown[0]!)).to.equal("rate-and-momentum: no trial is complete yet.");
    expect(text(shown[1]!)).to.equal("0 trials: 0 running");
    const spec = JSON.stringify(shown[2]!.bundle["application/vnd.vegalite.v5+json"]);
    for (const part of ["Search history", "Importance of the parameters", "Parameters of the trials"]) {
      expect(text(shown[2]!)).to.contain(part);
      expect(spec).to.contain(part);
    }
  });

  it("names the running trials with what they have reported", async () => {
    const shown = await shownFor([after(12, true)]);
    expect(text(shown[1]!)).to.match(/^12 trials: 9 complete, 1 pruned, 1 failed, 1 running\n/);
    const { params } = whole.trials[11]!;
    expect(text(shown[1]!)).to.contain(String(params["activation"])).and.contain("10");
  });

  it("leaves the charts alone while no trial has ended", async () => {
    const one = after(12, true);
    const trials = one.trials.map((trial) => ({ ...trial, intermediateValues: [] }));
    const shown = await shownFor([one, { ...one, trials }]);
    expect(shown).to.have.length(3);
    expect(shown[2]!.options.displayId).to.equal(shown[1]!.options.displayId);
  });

  it("draws what there is: a single trial, equal values, two objectives", async () => {
    const flat = after(5).trials.map((trial) => ({ ...trial, values: [1] }));
    for (const study of [after(1), { ...whole, trials: flat }, exampleStudy(2)]) {
      const [charts] = await shownFor([study]);
      expect(text(charts!)).to.match(/^(Search history|The front)/);
    }
  });
});
