import { inspect } from "node:util";
import { expect } from "chai";
import { attempt } from "../../src/course/exercises/attempt.js";
import { defineExercises, knownExercises, numbers } from "../../src/course/exercises/exercise.js";
import { quiz } from "../../src/course/exercises/quiz.js";
import { displayMethod } from "../../src/course/mime-bundle.js";
import { show } from "../../src/course/show.js";
import { planted } from "./planted-answers/all.js";
import { withFakeKernel } from "./fake-kernel.js";

describe("every exercise", () => {
  it("has planted answers below", () => {
    expect(Object.keys(planted).sort()).to.deep.equal([...knownExercises().keys()].sort());
  });

  for (const [id, { right, wrong }] of Object.entries(planted))
    it(`${id}: takes the right answer, and says of three wrong ones what is missing without giving it away`, () => {
      const solved = attempt(id, right);
      expect(solved.outcome).to.equal("right");
      expect(solved.words, "an answer in words").to.match(/^[A-Z].*\.$/s);
      expect(wrong).to.have.length.of.at.least(3);
      for (const { answer, hint } of wrong) {
        const tried = attempt(id, answer);
        expect(tried.outcome, JSON.stringify(answer)).to.equal("not yet");
        expect(tried.words, JSON.stringify(answer)).to.match(hint);
        expect(tried.words).to.not.contain(solved.words);
      }
    });
});

describe("attempt", () => {
  it("waits for an answer, and names the nearest exercise if there is none of that id", async () => {
    const open = attempt("06.1");
    expect(open.outcome).to.equal("not filled in");
    expect(String((await open[displayMethod]())["text/plain"]))
      .to.contain("Your turn")
      .and.contain("[2, 4, 6]");
    expect(() => attempt("06.9", 1)).to.throw(RangeError, "Did you mean 06.1?");
  });

  it("takes a right number that is rounded to two decimals", () => {
    expect(attempt("04.2", [0.02, 0.16]).outcome).to.equal("right");
    expect(attempt("04.2", [0.02, 0.15]).outcome).to.equal("not yet");
  });

  it("judges anything at all, also what a step cannot look into", () => {
    for (const answer of [null, {}, "3, 6, 7", [undefined], [[3], [6], [7]], () => 3, Number.NaN])
      expect(attempt("06.1", answer).outcome, inspect(answer)).to.equal("not yet");
  });

  it("refuses exercises that make no sense", () => {
    const step = numbers(1, "one");
    const one = { takes: "a number", steps: [step], answer: "One." };
    expect(() => {
      defineExercises({ ...one, id: "6.1" });
    }).to.throw(RangeError, '"6.1"');
    expect(() => {
      defineExercises({ ...one, id: "06.1" });
    }).to.throw(RangeError, "twice");
    expect(() => {
      defineExercises({ ...one, id: "99.1", steps: [] });
    }).to.throw(RangeError, "without a step");
  });
});

interface FakeComm {
  readonly id: string;
  readonly state: Record<string, unknown>;
  readonly sent: Record<string, unknown>[];
  send: (data: Record<string, unknown>) => void;
  onMessage?: (data: Record<string, unknown>) => unknown;
}

describe("quiz", () => {
  const questions = [
    { question: "Is 2 < 3?", answer: "yes", others: ["no"], why: "It is one less." },
    { question: "And 3?", answer: "odd", others: ["even"], why: "Half of it is no whole number." },
  ];

  it("folds its answers away where nothing is live", async () => {
    const bundle = await quiz(questions)[displayMethod]();
    expect(bundle).to.have.all.keys("text/html", "text/plain");
    expect(bundle["text/html"])
      .to.contain("Is 2 &lt; 3?")
      .and.contain("<details><summary>Answer</summary>yes. It is one less.");
    expect(String(bundle["text/plain"])).to.match(/○ yes[^]*Answers:\n1\. yes/);
  });

  it("is radio buttons with feedback in the kernel", async () => {
    const comms: FakeComm[] = [];
    const open = (_: string, { state }: { state: Record<string, unknown> }): FakeComm => {
      const sent: Record<string, unknown>[] = [];
      const comm = {
        id: `w${comms.length}`,
        state,
        sent,
        send: (data: Record<string, unknown>) => void sent.push(data),
      };
      comms.push(comm);
      return comm;
    };
    const [shown] = await withFakeKernel(() => show(quiz(questions)), { comm: { open } });
    expect(shown!.bundle["text/html"], "what remains once it is saved").to.contain("<details>");
    const box = comms.find(({ state }) => state["_model_name"] === "VBoxModel")!;
    expect(shown!.bundle["application/vnd.jupyter.widget-view+json"]).to.deep.include({ model_id: box.id });
    const children = (box.state["children"] as string[]).map((name) =>
      comms.find(({ id }) => name === `IPY_MODEL_${id}`)!,
    );
    expect(children.map(({ state }) => state["_model_name"])).to.deep.equal([
      "HTMLModel",
      "RadioButtonsModel",
      "HTMLModel",
      "HTMLModel",
      "RadioButtonsModel",
      "HTMLModel",
    ]);
    const [, buttons, feedback] = children;
    const pick = (index: unknown): unknown => buttons!.onMessage?.({ method: "update", state: { index } });
    const labels = buttons!.state["_options_labels"] as string[];
    expect([...labels].sort()).to.deep.equal(["no", "yes"]);
    pick(labels.indexOf("no"));
    expect(JSON.stringify(feedback!.sent.at(-1)))
      .to.contain("Not that one")
      .and.not.contain("one less");
    pick(labels.indexOf("yes"));
    expect(JSON.stringify(feedback!.sent.at(-1)))
      .to.contain("Right. It is one less.")
      .and.contain("aria-live");
    const before = feedback!.sent.length;
    for (const odd of [null, 7, "0"]) pick(odd);
    expect(feedback!.sent).to.have.length(before);
  });

  it("refuses questions that cannot be answered", () => {
    const [first] = questions;
    expect(() => quiz([])).to.throw(RangeError, "no questions");
    expect(() => quiz([{ ...first!, others: [] }])).to.throw(RangeError, "two or more");
    expect(() => quiz([{ ...first!, others: ["yes"] }])).to.throw(RangeError, "all different");
  });
});
