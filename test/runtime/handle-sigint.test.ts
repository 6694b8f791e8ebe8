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

  it("no longer listens once a kernel has cut the work off, which releases nothing itself", () => {
    const name = Symbol.for("tunebook.kernel");
    const cutOffs: (() => void)[] = [];
    const onCutOff = (action: () => void) => {
      cutOffs.push(action);
      return () => undefined;
    };
    const before = process.listenerCount("SIGINT");
    Object.assign(globalThis, { [name]: { onCutOff } });
    try {
      const interruption = listenForInterruption();
      expect(process.listenerCount("SIGINT")).to.equal(before + 1);
      for (const action of cutOffs) action();
      expect(process.listenerCount("SIGINT")).to.equal(before);
      expect(interruption.requested).to.equal(false);
    } finally {
      Reflect.deleteProperty(globalThis, name);
    }
  });

  it("lets any number of trials wait for its signal, without Node's warning of a leak", async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): number => warnings.push(warning);
    const work = listenForInterruption();
    process.on("warning", note);
    try {
      await Promise.all(Array.from({ length: 32 }, (_, trial) => work.race(Promise.resolve(trial))));
      await new Promise(setImmediate);
      expect(warnings.map(({ message }) => message)).to.deep.equal([]);
    } finally {
      process.off("warning", note);
      work.release();
    }
  });
});
