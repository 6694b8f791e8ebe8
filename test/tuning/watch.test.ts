import { expect } from "chai";
import { once } from "node:events";
import { createStudy } from "../../src/tuning/study/create-study.js";
import { StudyWatch, watchChannel, type WatchedStudy } from "../../src/tuning/study/watch.js";

/** What is announced, and a way to wait for an announcement. */
function listening(): {
  readonly heard: WatchedStudy[];
  readonly until: (isMet: (message: WatchedStudy) => boolean) => Promise<void>;
  readonly end: () => void;
} {
  const heard: WatchedStudy[] = [];
  const waiting = new Set<(message: WatchedStudy) => void>();
  const listener = (message: unknown): void => {
    heard.push(message as WatchedStudy);
    for (const each of waiting) each(message as WatchedStudy);
  };
  watchChannel.subscribe(listener);
  return {
    heard,
    until: (isMet) =>
      new Promise((resolve) => {
        const look = (message: WatchedStudy): void => {
          if (!isMet(message)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
      }),
    end: () => {
      watchChannel.unsubscribe(listener);
    },
  };
}

describe("tuning: study.watch", () => {
  let ears: ReturnType<typeof listening>;
  beforeEach(() => {
    ears = listening();
  });
  afterEach(() => {
    ears.end();
  });

  it("announces the study at once, and a last time when optimize ends, before its promise does", async () => {
    const study = await createStudy({ name: "valley" });
    const watch = study.watch();
    expect(ears.heard).to.have.length(1);
    await study.optimize((trial) => trial.suggestFloat("x", 0, 1), { trials: 3 });
    const last = ears.heard.at(-1)!;
    expect(last.finished).to.equal(true);
    expect(last.study.trials.map(({ state }) => state)).to.deep.equal(["complete", "complete", "complete"]);
    expect(ears.heard.filter(({ finished }) => finished)).to.have.length(1);
    expect(new Set(ears.heard.map(({ id }) => id)).size).to.equal(1);
    expect(watch.isOver).to.equal(true);
  });

  it("can begin while optimize runs; then it shows what changes, without a further call", async () => {
    const study = await createStudy();
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    let seen = Promise.resolve();
    const running = study.optimize(
      async (trial) => {
        const x = trial.suggestFloat("x", 0, 1);
        begin();
        if (trial.number === 1) await seen; // until the end of trial 0 has been shown
        return x;
      },
      { trials: 2 },
    );
    seen = ears.until(({ study: { trials } }) => trials[0]?.state === "complete");
    await begun;
    const watch = study.watch();
    await running;
    expect(watch.isOver).to.equal(true);
    const states = ears.heard.map(({ study: { trials } }) => trials.map(({ state }) => state).join());
    expect(states.at(-1)).to.equal("complete,complete");
    expect(states).to.include("complete,running");
  });

  it("ends with the last of several searches at once, also when one of them fails", async () => {
    const study = await createStudy();
    const watch = study.watch();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = study.optimize(() => held.then(() => 1), { trials: 1 });
    const failing = study.optimize(() => Promise.reject(new Error("no")), { trials: 1 });
    await failing.catch(() => undefined);
    expect(watch.isOver).to.equal(false);
    release();
    await slow;
    expect(watch.isOver).to.equal(true);
  });

  it("ends when stopped, once, and says nothing of later trials", async () => {
    const study = await createStudy();
    const watch = study.watch();
    watch.stop();
    watch.stop();
    const before = ears.heard.length;
    expect(ears.heard.map(({ finished }) => finished)).to.deep.equal([false, true]);
    await study.optimize(() => 1, { trials: 2 });
    expect(ears.heard).to.have.length(before);
  });

  it("ends with a warning where the trials can no longer be read", async () => {
    const warned = once(process, "warning");
    let ended = 0;
    const unreadable = {
      name: "lost",
      directions: ["minimize"] as const,
      get trials(): never {
        throw new Error("the journal is gone");
      },
    };
    const watch = new StudyWatch(unreadable, () => ended++);
    expect([watch.isOver, ended, ears.heard.length]).to.deep.equal([true, 1, 0]);
    const [warning] = (await warned) as [Error];
    expect(warning.message).to.contain("no longer watched").and.contain("the journal is gone");
  });
});
