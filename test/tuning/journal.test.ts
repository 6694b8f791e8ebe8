import { expect } from "chai";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, lstatSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { journalStorage } from "../../src/tuning/storage/journal-storage.js";
import { JournalError } from "../../src/tuning/storage/journal/journal-line.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import { temporaryFolder } from "./helpers/temporary-folder.js";

const worker = join(__dirname, "helpers", "journal-worker.js");

describe("tuning: journal file", () => {
  const folder = temporaryFolder();
  let path = "";
  beforeEach(() => {
    path = folder.path("study.journal");
  });

  const begin = (): ReturnType<ReturnType<typeof journalStorage>["open"]> =>
    journalStorage(path, { patience: 0.2 }).open("a", ["minimize"]);

  it("goes on with a study in another process's place as if it had never stopped", async () => {
    const objective = (trial: { suggestFloat(name: string, low: number, high: number): number }): number =>
      trial.suggestFloat("x", -1, 1) ** 2;
    const whole = await createStudy();
    await whole.optimize(objective, { trials: 30 });
    for (const trials of [13, 17])
      await (await createStudy({ storage: path })).optimize(objective, { trials });
    const resumed = await createStudy({ storage: path });
    expect(resumed.trials.map(({ params }) => params)).to.deep.equal(
      whole.trials.map(({ params }) => params),
    );
  });

  it("does not see a torn last line, and the next writer removes it", () => {
    begin().create({ state: "running" });
    const intact = readFileSync(path, "utf8");
    appendFileSync(path, '{"op_code":4,"worker_id":"x","stu');
    expect(begin().trials()).to.have.length(1);
    expect(begin().create({ state: "running" })).to.equal(1);
    const lines = readFileSync(path, "utf8");
    expect(lines.startsWith(intact)).to.equal(true);
    expect(lines.trimEnd().split("\n").map((line) => (JSON.parse(line) as { op_code: number }).op_code)).to.deep.equal([0, 4, 4]); // prettier-ignore
  });

  it("completes a last line that lacks only its newline: that trial was finished", () => {
    const study = begin();
    study.create({ state: "running" });
    study.finish(0, "complete", [3]);
    writeFileSync(path, readFileSync(path, "utf8").slice(0, -1));
    expect(begin().create({ state: "running" })).to.equal(1);
    expect(begin().trials()[0]).to.deep.include({ state: "complete", values: [3] });
  });

  it("leaves a file that is not a journal unchanged", () => {
    for (const text of ["shopping list", "milk\neggs\n", '{"version":1}\n']) {
      writeFileSync(path, text);
      expect(() => begin()).to.throw(JournalError, /not a journal entry/);
      expect(readFileSync(path, "utf8")).to.equal(text);
    }
  });

  it("says which line in the middle is broken", () => {
    begin().create({ state: "running" });
    appendFileSync(path, '{"op_code":4,"wor{"op_code":4}\n');
    expect(() => begin()).to.throw(JournalError, /line 3 is not a journal entry.*keep only the lines before/);
    const before = readFileSync(path, "utf8").split("\n").slice(0, 2);
    writeFileSync(path, `${before.join("\n")}\n`);
    expect(begin().trials()).to.have.length(1);
  });

  it("breaks the lock of a process that was killed", () => {
    const study = begin();
    symlinkSync(path, `${path}.lock`);
    expect(study.create({ state: "running" })).to.equal(0);
    expect(lstatSync(`${path}.lock`, { throwIfNoEntry: false })).to.equal(undefined);
  });

  it("is written by three processes at once without losing or mixing anything", async () => {
    const children = [40, 40, 40].map((trials) => start(path, trials));
    const told = (await Promise.all(children.map(numbersToldBy))).flat();
    const trials = journalStorage(path).open("shared", ["minimize"]).trials();
    expect(trials).to.have.length(120);
    expect(told.sort((a, b) => a - b)).to.deep.equal([...trials.keys()]);
    for (const { state, params, values, intermediateValues } of trials) {
      expect(state).to.equal("complete");
      const [x, n] = [Number(params["x"]), Number(params["n"])];
      expect(values).to.deep.equal([x * x + n]);
      expect(intermediateValues).to.deep.equal([{ step: 0, value: x }]);
    }
  });

  it("loses no finished trial to kill -9, wherever it strikes", async () => {
    const told: number[] = [];
    for (const wait of [30, 45, 60, 75, 90]) {
      const child = start(path, 1e6);
      const numbers = numbersToldBy(child);
      await once(child.stdout!, "data");
      await sleep(wait);
      child.kill("SIGKILL");
      told.push(...(await numbers));
    }
    const study = journalStorage(path, { patience: 0.2 }).open("shared", ["minimize"]);
    study.create({ state: "running" });
    expect(told.length).to.be.greaterThan(5);
    for (const number of told) expect(study.trials()[number]!.state).to.equal("complete");
    const unfinished = study.trials().filter(({ state }) => state === "running");
    expect(unfinished.length).to.be.at.most(6);
  }).timeout(60_000);
});

function start(path: string, trials: number): ChildProcess {
  return spawn(process.execPath, [worker, path, String(trials)], { stdio: ["ignore", "pipe", "inherit"] });
}

async function numbersToldBy(child: ChildProcess): Promise<number[]> {
  let text = "";
  child.stdout!.on("data", (chunk: Buffer) => (text += chunk.toString()));
  await once(child, "close");
  const complete = text.slice(0, text.lastIndexOf("\n") + 1);
  return complete.split("\n").slice(0, -1).map(Number);
}
