import { expect } from "chai";
import { displayMethod, type Displayable } from "../../src/course/mime-bundle.js";
import { predict, reveal } from "../../src/course/predict.js";

const text = async (shown: Displayable): Promise<unknown> => (await shown[displayMethod]())["text/plain"];

describe("predict and reveal", () => {
  it("asks, without waiting for anyone", async () => {
    const open = predict({ question: "Open?", choices: ["yes", "no"] });
    expect(await text(open))
      .to.contain("○ yes")
      .and.contain("Not committed yet: write one of these as `answer`");
    expect((await open[displayMethod]())["text/html"]).to.contain("as <code>answer</code> in the cell");
    expect(await text(reveal(open, "no")))
      .to.contain("★ no")
      .and.contain("no prediction");
  });

  it("holds the answer against the outcome", async () => {
    const guess = predict({ question: "Rate?", choices: [0.1, 0.01], answer: 0.1 });
    expect(await text(guess)).to.contain("◉ 0.1");
    expect(await text(reveal(guess, 0.1))).to.contain("So it was.");
    expect(await text(reveal(guess, 0.01))).to.contain("You predicted: 0.1. What happened: 0.01");
  });

  it("remembers the prediction made before the reveal, not the one made after", async () => {
    const input = { question: "Honest?", choices: ["a", "b"] } as const;
    reveal(predict({ ...input, answer: "a" }), "b");
    expect(await text(reveal(predict({ ...input, answer: "b" }), "b"))).to.contain(
      "You predicted: a. What happened: b",
    );
  });

  it("refuses an answer or an outcome that was no choice, naming the choices", () => {
    const input = { question: "Which?", choices: ["a", "b"] };
    expect(() => predict({ ...input, answer: "c" })).to.throw(RangeError, 'choose one of "a", "b"');
    expect(() => reveal(predict(input), undefined)).to.throw(RangeError, "Cannot reveal undefined");
    expect(() => reveal(predict(input), "c")).to.throw(RangeError, "Cannot reveal");
    expect(() => predict({ question: "Which?", choices: ["a"] })).to.throw(RangeError, "at least two");
  });

  it("escapes what it shows", async () => {
    const shown = await predict({ question: "a < b?", choices: ["<i>", "&"] })[displayMethod]();
    expect(shown["text/html"]).to.contain("a &lt; b?").and.contain("&lt;i&gt;").and.not.contain("<i>");
  });
});
