import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { journalStorage } from "../../src/tuning/storage/journal-storage.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import type { Study } from "../../src/tuning/study/study.js";
import { TrialPruned } from "../../src/tuning/trial/trial.js";
import { realOptuna } from "./helpers/optuna.js";
import { temporaryFolder } from "./helpers/temporary-folder.js";

const worker = join(__dirname, "helpers", "journal-worker.js");

/** A study of ours with everything in it that can be. */
async function eventful(storage: string): Promise<Study> {
  const study = await createStudy({ name: "ours", direction: "maximize", storage });
  study.enqueue({ rate: 0.5 });
  await study.optimize(
    (trial) => {
      const rate = trial.suggestFloat("rate", 1e-4, 1, { log: true });
      const layers = trial.suggestInt("layers", 1, 9, { step: 2 });
      const units = trial.suggestInt("units", 8, 512, { log: true });
      const noise = trial.suggestFloat("noise", 0, 1, { step: 0.1 });
      const kind = trial.suggestCategorical("kind", ["sgd", "adam", null, true, 3]);
      trial.setAttribute("note", { kind });
      trial.report(rate, 0);
      trial.report(trial.number === 2 ? Number.NaN : layers, 4);
      if (trial.number === 3) throw new TrialPruned();
      if (trial.number === 4) throw new Error("bad luck");
      return rate + layers + units + noise;
    },
    { trials: 8, catch: Error },
  );
  return study;
}

const dump = `
print(json.dumps([dict(number=t.number, state=t.state.name, values=t.values, params=t.params, note=t.user_attrs.get("note"),
  error=t.user_attrs.get("error", {}).get("message"), reports=[[k, str(v)] for k, v in sorted(t.intermediate_values.items())],
  domains={k: json.loads(optuna.distributions.distribution_to_json(d)) for k, d in t.distributions.items()})
  for t in study.trials]))
`;

describe("tuning: journals shared with Optuna", function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const optuna = realOptuna();

  it("Optuna reads a study of ours, every trial as we have it", async () => {
    const path = folder.path("ours.journal");
    const study = await eventful(path);
    const read = optuna(path, `study = optuna.load_study(study_name="ours", storage=storage)\n${dump}`) as Record<string, unknown>[]; // prettier-ignore
    expect(read).to.have.length(8);
    const names = { complete: "COMPLETE", pruned: "PRUNED", failed: "FAIL" } as Record<string, string>;
    study.trials.forEach((trial, index) => {
      const values = trial.values.length === 0 ? null : trial.values;
      expect(read[index]).to.deep.include({ number: index, state: names[trial.state], values, params: trial.params }); // prettier-ignore
      expect(read[index]!["note"]).to.deep.equal(trial.attributes["note"]);
    });
    expect(read[4]!["error"]).to.equal("bad luck");
    expect(read[2]!["reports"]).to.deep.include([4, "nan"]);
    expect(read[0]!["domains"]).to.deep.equal({
      rate: { name: "FloatDistribution", attributes: { step: null, low: 1e-4, high: 1, log: true } },
      layers: { name: "IntDistribution", attributes: { log: false, step: 2, low: 1, high: 9 } },
      units: { name: "IntDistribution", attributes: { log: true, step: 1, low: 8, high: 512 } },
      noise: { name: "FloatDistribution", attributes: { step: 0.1, low: 0, high: 1, log: false } },
      kind: { name: "CategoricalDistribution", attributes: { choices: ["sgd", "adam", null, true, 3] } },
    });
  });

  it("Optuna goes on with a study of ours, and we go on with that", async () => {
    const path = folder.path("relay.journal");
    await eventful(path);
    optuna(
      path,
      `
study = optuna.load_study(study_name="ours", storage=storage, sampler=optuna.samplers.TPESampler(seed=1, n_startup_trials=3))
def objective(trial):
    value = trial.suggest_float("rate", 1e-4, 1, log=True) + trial.suggest_int("layers", 1, 9, step=2)
    value += trial.suggest_int("units", 8, 512, log=True) + trial.suggest_float("noise", 0, 1, step=0.1)
    trial.suggest_categorical("kind", ["sgd", "adam", None, True, 3])
    return value
study.optimize(objective, n_trials=7)
study.enqueue_trial({"rate": 0.25})
`,
    );
    const study = await createStudy({ name: "ours", direction: "maximize", storage: path });
    expect(study.trials).to.have.length(16);
    expect(study.trials.slice(8, 15).every(({ state }) => state === "complete")).to.equal(true);
    const trial = study.ask();
    expect(trial.number).to.equal(15);
    expect(trial.suggestFloat("rate", 1e-4, 1, { log: true })).to.equal(0.25);
    const seen = (): number => trial.suggestInt("units", 8, 512, { log: true });
    study.tell(trial, 1000 + seen());
    const best = optuna(path, `print(json.dumps(optuna.load_study(study_name="ours", storage=storage).best_trial.number))`); // prettier-ignore
    expect(best).to.equal(15);
  });

  it("we read a journal of Optuna's with several studies, added, deleted, waiting and half-finished trials", () => {
    const path = folder.path("theirs.journal");
    const theirs = optuna(
      path,
      `
from optuna.distributions import FloatDistribution, CategoricalDistribution
optuna.create_study(study_name="other", storage=storage).optimize(lambda t: t.suggest_float("x", 0, 1), n_trials=3)
doomed = optuna.create_study(study_name="doomed", storage=storage)
doomed.optimize(lambda t: t.suggest_int("n", 0, 5), n_trials=2)
study = optuna.create_study(study_name="theirs", storage=storage, directions=["minimize", "maximize"])
study.add_trial(optuna.trial.create_trial(params={"x": 0.5, "c": "b"}, values=[1.0, float("inf")],
  distributions={"x": FloatDistribution(0, 1), "c": CategoricalDistribution(["a", "b"])}, intermediate_values={}))
optuna.delete_study(study_name="doomed", storage=storage)
def objective(trial):
    if trial.number == 2: raise ValueError("no")
    return trial.suggest_float("x", 0, 1), trial.number
study.optimize(objective, n_trials=3, catch=(ValueError,))
study.enqueue_trial({"x": 0.125})
study.ask()
study.enqueue_trial({"x": 0.25})
${dump}`,
    ) as { state: string; values: number[] | null; params: object }[];
    const ours = journalStorage(path).open("theirs", ["minimize", "maximize"]).trials();
    const names = { COMPLETE: "complete", FAIL: "failed", RUNNING: "running", WAITING: "waiting" } as Record<string, string>; // prettier-ignore
    expect(ours.map(({ state }) => state)).to.deep.equal(theirs.map(({ state }) => names[state]));
    expect(ours.map(({ params }) => params)).to.deep.equal(theirs.map(({ params }) => params));
    expect(ours.slice(1).map(({ values }) => values)).to.deep.equal(theirs.slice(1).map(({ values }) => values ?? [])); // prettier-ignore
    expect(ours[0]!.values).to.deep.equal([1, Number.POSITIVE_INFINITY]);
    expect(ours[0]!.domains["c"]).to.deep.equal({ kind: "categorical", choices: ["a", "b"] });
    expect(journalStorage(path).open("other", ["minimize"]).trials()).to.have.length(3);
  });

  it("both take turns with one study", async () => {
    const path = folder.path("both.journal");
    const study = await createStudy({ name: "both", storage: path });
    const ask = (count: number): number[] => Array.from({ length: count }, () => {
      const trial = study.ask();
      study.tell(trial, trial.suggestFloat("x", 0, 1));
      return trial.number;
    }); // prettier-ignore
    const before = ask(3);
    optuna(path, `optuna.load_study(study_name="both", storage=storage).optimize(lambda t: t.suggest_float("x", 0, 1), n_trials=4)`); // prettier-ignore
    const after = ask(3);
    expect([...before, ...after]).to.deep.equal([0, 1, 2, 7, 8, 9]);
    expect(study.trials.every(({ state, params, values }) => state === "complete" && values[0] === params["x"])).to.equal(true); // prettier-ignore
  });

  it("a process of ours and Optuna write the same study at the same time", async () => {
    const path = folder.path("shared.journal");
    await createStudy({ name: "shared", storage: path });
    const child = spawn(process.execPath, [worker, path, "60"], { stdio: "ignore" });
    const closed = once(child, "close");
    optuna(
      path,
      `
def objective(trial):
    x = trial.suggest_float("x", -1, 1)
    trial.report(x, 0)
    return x * x + trial.suggest_int("n", 0, 3)
optuna.load_study(study_name="shared", storage=storage).optimize(objective, n_trials=60)
`,
    );
    await closed;
    const study = await createStudy({ name: "shared", storage: path });
    expect(study.trials).to.have.length(120);
    for (const { state, params, values } of study.trials) {
      expect(state).to.equal("complete");
      expect(values[0]).to.be.closeTo(Number(params["x"]) ** 2 + Number(params["n"]), 1e-12);
    }
    const theirs = optuna(path, `study = optuna.load_study(study_name="shared", storage=storage)\n${dump}`) as { values: number[] }[]; // prettier-ignore
    expect(theirs.map(({ values }) => values)).to.deep.equal(study.trials.map(({ values }) => values));
  });
});
