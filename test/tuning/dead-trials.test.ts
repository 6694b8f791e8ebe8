import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gridSampler } from "../../src/tuning/samplers/grid-sampler.js";
import { journalStorage } from "../../src/tuning/storage/journal-storage.js";
import { isDead, workerName } from "../../src/tuning/storage/journal/worker-life.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import type { Study } from "../../src/tuning/study/study.js";
import type { Trial } from "../../src/tuning/trial/trial.js";
import { realOptuna } from "./helpers/optuna.js";
import { temporaryFolder } from "./helpers/temporary-folder.js";

const abandon = join(__dirname, "helpers", "abandon-trial.js");
const objective = (trial: Trial): number => trial.suggestInt("n", 1, 3) + trial.suggestFloat("x", 0, 1);
const states = (study: Study): string[] => study.trials.map(({ state }) => state);

describe("tuning: trials whose process died", function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  let path = "";
  beforeEach(() => {
    path = folder.path("study.journal");
  });

  /** A process that begins a trial with n = 2 and x = 0.25 and is killed. */
  const leaveRunning = (): void => {
    const { signal } = spawnSync(process.execPath, [abandon, path], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    expect(signal).to.equal("SIGKILL");
  };

  it("are failed by the next process, with a reason, and those of living ones are not", async () => {
    leaveRunning();
    const study = await createStudy({ storage: path });
    const mine = study.ask();
    expect(states(study)).to.deep.equal(["running", "running"]);
    await study.optimize(objective, { trials: 1 });
    expect(states(study)).to.deep.equal(["failed", "running", "complete"]);
    expect(study.trials[0]!.error).to.deep.include({ name: "ProcessDied" });
    study.tell(mine, 1);
    expect(study.failDeadTrials()).to.deep.equal([]);
  });

  it("are tried again with the same values as often as asked, and noted as Optuna does", async () => {
    leaveRunning();
    const study = await createStudy({ storage: path });
    await study.optimize(objective, { trials: 1, retries: 1 });
    expect(states(study)).to.deep.equal(["failed", "complete"]);
    expect(study.trials[1]!.params).to.deep.equal({ n: 2, x: 0.25 });
    expect(study.trials[1]!.systemAttributes).to.deep.include({ failed_trial: 0, retry_history: [0] });
  });

  it("are tried again no more often than that", async () => {
    leaveRunning();
    const study = await createStudy({ storage: path });
    for (const [retries, waiting] of [
      [2, 1],
      [2, 1],
      [2, 0],
    ] as const) {
      study.failDeadTrials({ retries });
      expect(states(study).filter((state) => state === "waiting")).to.have.length(waiting);
      if (waiting === 1) leaveRunning(); // takes the waiting one
    }
    expect(study.trials[2]!.systemAttributes["retry_history"]).to.deep.equal([0, 1]);
  });

  it("leave their cell of a grid to the next", async () => {
    const sampler = gridSampler({ n: [1, 2, 3], x: [0.25] });
    leaveRunning();
    const study = await createStudy({ storage: path, sampler });
    expect(await study.optimize(objective)).to.equal("exhausted");
    const done = study.trials.filter(({ state }) => state === "complete").map(({ params }) => params["n"]);
    expect(done.sort()).to.deep.equal([1, 2, 3]);
  });

  it("of which nothing is known can be failed by their age", async () => {
    const begun = new Date(Date.now() - 3_600_000).toISOString().replace("Z", "000+00:00");
    const lines = [
      { op_code: 0, worker_id: "u-1", study_name: "study", directions: [1] },
      { op_code: 4, worker_id: "u-1", study_id: 0, datetime_start: begun },
    ];
    writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    const study = await createStudy({ storage: path });
    expect(study.failDeadTrials()).to.have.length(0);
    expect(study.failDeadTrials({ silentFor: 7200 })).to.have.length(0);
    expect(study.failDeadTrials({ silentFor: 600, retries: 1 }).map(({ number }) => number)).to.deep.equal([
      0,
    ]);
    expect(states(study)).to.deep.equal(["failed", "waiting"]);
  });

  it("on another machine are known by their silence: no heartbeat for twice the interval", async () => {
    const study = await createStudy({ storage: journalStorage(path, { heartbeat: 60 }) });
    study.ask();
    const record = study.trials[0]!;
    const { at, every } = record.systemAttributes["heartbeat"] as { at: string; every: number };
    expect(every).to.equal(60);
    const later = (seconds: number): number => Date.parse(at) + 1000 * seconds;
    expect(isDead(record, "uuid-1@elsewhere", later(119))).to.equal(false);
    expect(isDead(record, "uuid-1@elsewhere", later(121))).to.equal(true);
    expect(isDead({ ...record, state: "complete" }, "uuid-1@elsewhere", later(121))).to.equal(false);
    expect(isDead({ ...record, systemAttributes: {} }, "uuid-140241601809280", later(1e6))).to.equal(false);
    expect(isDead(record, workerName(), later(121))).to.equal(false); // it runs here, and we do
  });

  it("send heartbeats until they are finished", async () => {
    const study = await createStudy({ storage: journalStorage(path, { heartbeat: 0.01 }) });
    const trial = study.ask();
    const sign = (): string => JSON.stringify(study.trials[0]!.systemAttributes["heartbeat"]);
    const first = sign();
    while (sign() === first) await sleep(5);
    study.tell(trial, 1);
    const lines = readFileSync(path, "utf8");
    await sleep(50);
    expect(readFileSync(path, "utf8")).to.equal(lines);
  });

  it("refuses options out of range", async () => {
    const study = await createStudy();
    expect(() => study.failDeadTrials({ silentFor: -1 })).to.throw(RangeError, /silentFor is -1/);
    expect(() => study.failDeadTrials({ retries: 0.5 })).to.throw(RangeError, /retries is 0.5/);
    expect(() => study.failDeadTrials({ age: 1 } as never)).to.throw(TypeError, /silentFor, retries/);
    expect(() => journalStorage(path, { heartbeat: 0 })).to.throw(RangeError, /heartbeat is 0/);
  });

  describe("beside Optuna", () => {
    const optuna = realOptuna();
    it("Optuna reads what was retried, and we what it left running", async () => {
      leaveRunning();
      const study = await createStudy({ storage: path });
      await study.optimize(objective, { trials: 1, retries: 1 });
      const read = optuna(
        path,
        `
from optuna.storages import RetryHeartbeatStaleTrialCallback as Retry
study = optuna.load_study(study_name="study", storage=storage)
study.ask().suggest_int("n", 1, 3)
print(json.dumps([[t.state.name, Retry.retried_trial_number(t), Retry.retry_history(t)] for t in study.trials]))`,
      );
      expect(read).to.deep.equal([
        ["FAIL", null, []],
        ["COMPLETE", 0, [0]],
        ["RUNNING", null, []],
      ]);
      expect(study.failDeadTrials()).to.have.length(0);
      expect(study.failDeadTrials({ silentFor: 0, retries: 1 }).map(({ number }) => number)).to.deep.equal([
        2,
      ]);
    });
  });
});
