import { expect } from "chai";
import { handleSigint } from "../../src/index.js";
import { listenForInterruption } from "../../src/runtime/interruption.js";

describe("handleSigint", () => {
  const listeners = (): number => process.listenerCount("SIGINT");

  it("decides whether work listens to Ctrl-C, also while it is under way", () => {
    const before = listeners();
    const work = listenForInterruption();
    try {
      expect(listeners()).to.equal(before + 1);
      handleSigint(false);
      expect(listeners()).to.equal(before);
      handleSigint(true);
      expect(listeners()).to.equal(before + 1);
    } finally {
      handleSigint(true);
      work.release();
    }
    expect(listeners()).to.equal(before);
  });
});
