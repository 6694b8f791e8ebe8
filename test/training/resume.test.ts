import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import fc from "fast-check";
import type { Hyperparameters } from "../../src/hyperparameters/hyperparameters.js";
import { toJson } from "../../src/runtime/json.js";
import { tf } from "../../src/tensorflow/tensorflow.js";
import type { TrainOptions } from "../../src/training/options.js";
import { loadRun } from "../../src/training/storage/load-run.js";
import { sha256 } from "../../src/runtime/sealed-json.js";
import { saveRun } from "../../src/training/storage/save-run.js";
import { train } from "../../src/training/train.js";
import { trainFleet } from "../../src/training/train-fleet.js";
import type { TrainingRun } from "../../src/training/training-run.js";
import { messageOf, smallData } from "./support.js";

type Choice = Partial<Hyperparameters>;
const rows = smallData([5], "classification");
const base: Choice = { layers: 2, units: 6, batchSize: 8, dropout: 0.3, learningRate: 0.01 };

/** Everything but the time it took. */
const numbersOf = (run: TrainingRun) => ({
  history: run.history.map((record) => ({ ...record, seconds: 0 })),
  stepLosses: run.stepLosses,
  ending: run.ending,
  keptEpoch: run.keptEpoch,
  weights: [...run.weights()],
  predictions: run.predict(rows.test.inputs),
});

/** Ends a run after an epoch. */
const pruneAfter = (epoch: number): TrainOptions => ({
  onEpoch: ({ record }) => (record.epoch === epoch ? "prune" : undefined),
});

describe("train with { resume }", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tunebook-test-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const savedAndLoaded = async (run: TrainingRun): Promise<TrainingRun> => {
    await saveRun(run, folder);
    return loadRun(folder);
  };

  for (const optimizer of ["sgd", "momentum", "adam", "adamw", "nadam"] as const)
    it(`4 epochs and 6 more are 10 epochs, with ${optimizer}`, async () => {
      const choice: Choice = {
        ...base,
        optimizer,
        weightDecay: 0.01,
        schedule: "exponential",
        decayEpochs: 2,
      };
      const first = await train(rows, { ...choice, epochs: 4 }, { seed: 3 });
      const again = await train(rows, { epochs: 10 }, { resume: await savedAndLoaded(first) });
      expect(again.history.map(({ epoch }) => epoch)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(numbersOf(again)).to.deep.equal(
        numbersOf(await train(rows, { ...choice, epochs: 10 }, { seed: 3 })),
      );
    });

  it("goes on from wherever it ended, with any schedule and stopping, again and again", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          schedule: fc.constantFrom("cosine", "oneCycle", "reduceOnPlateau", "constant"),
          earlyStopping: fc.constantFrom("off", "valLoss", "valAccuracy"),
          optimizer: fc.constantFrom("momentum", "adam", "adadelta"),
          restoreBestWeights: fc.boolean(),
          batchNorm: fc.boolean(),
          patience: fc.integer({ min: 1, max: 4 }),
          decayEpochs: fc.constant(1),
        }) as fc.Arbitrary<Choice>,
        fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 2 }),
        async (more, cuts) => {
          const choice = { ...base, ...more, epochs: 8, learningRate: 0.1 };
          const whole = await train(rows, choice);
          let run: TrainingRun | undefined;
          for (const cut of cuts.toSorted((a, b) => a - b)) {
            if (run && run.ending !== "pruned") break;
            run = await savedAndLoaded(
              await train(rows, choice, { ...pruneAfter(cut), ...(run && { resume: run }) }),
            );
          }
          if (run?.ending === "pruned") run = await train(rows, {}, { resume: run });
          expect(numbersOf(run!)).to.deep.equal(numbersOf(whole));
        },
      ),
      { numRuns: 6 },
    );
  });

  it("goes on in the middle of an epoch", async () => {
    const data = smallData([5], "regression");
    const choice: Choice = { ...base, epochs: 4, schedule: "cosine", restoreBestWeights: true };
    // With a signal that was given before, a training takes one step: the first, to see how long it takes.
    const signal = AbortSignal.abort();
    let run = await train(data, choice, { signal, diagnostics: true });
    for (const step of [2, 3, 4, 5, 6, 7]) {
      expect(run.ending).to.equal("interrupted");
      run = await train(data, {}, { resume: await savedAndLoaded(run), signal, diagnostics: true });
      expect(run.history.at(-1)).to.include({ epoch: Math.ceil(step / 4), step });
    }
    run = await train(data, {}, { resume: run, diagnostics: true });
    const whole = await train(data, choice, { diagnostics: true });
    expect(numbersOf(run)).to.deep.equal(numbersOf(whole));
    expect(run.diagnostics).to.deep.equal(whole.diagnostics);
  });

  it("goes on in another process", async () => {
    await saveRun(await train(rows, { ...base, epochs: 2 }), folder);
    const source = (file: string): string => JSON.stringify(require.resolve(`../../src/training/${file}.js`));
    const program = `
      const { train } = require(${source("train")});
      const { loadRun } = require(${source("storage/load-run")});
      const { saveRun } = require(${source("storage/save-run")});
      const { smallData } = require(${JSON.stringify(require.resolve("./support.js"))});
      (async () => {
        const resume = await loadRun(${JSON.stringify(folder)});
        const run = await train(smallData([5], "classification"), { epochs: 5 }, { resume, silent: true });
        await saveRun(run, ${JSON.stringify(folder)});
      })();`;
    await promisify(execFile)(process.execPath, ["-e", program]);
    const whole = await train(rows, { ...base, epochs: 5 });
    expect(numbersOf(await loadRun(folder))).to.deep.equal(numbersOf(whole));
  });

  it("goes on with a model and choices of one's own", async () => {
    const build = () =>
      tf.sequential({
        layers: [
          tf.layers.dense({
            units: 3,
            activation: "softmax",
            inputShape: [5],
            kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
          }),
        ],
      });
    const choice: Choice = { batchSize: 8, optimizer: "adam" };
    const own = { classWeight: [1, 2, 3], schedule: (step: number) => 0.1 / (1 + step) };
    const model = build();
    const first = await train(rows, { ...choice, epochs: 2 }, { model, ...own });
    const again = await train(rows, { epochs: 5 }, { model, ...own, resume: first });
    const whole = await train(rows, { ...choice, epochs: 5 }, { model: build(), ...own });
    expect(again.stepLosses).to.deep.equal(whole.stepLosses);
    expect(again.predict(rows.test.inputs)).to.deep.equal(whole.predict(rows.test.inputs));
    expect(await messageOf(train(rows, { epochs: 9 }, { model, resume: first }))).to.match(
      /with the option schedule and classWeight/,
    );
    expect(await messageOf(train(rows, { epochs: 9 }, { ...own, resume: first }))).to.match(
      /another network/,
    );
  });

  it("may change what does not change the network: a rate, or the patience", async () => {
    const stopped = await train(rows, { ...base, epochs: 30, earlyStopping: "valLoss", learningRate: 0.3 });
    expect(stopped.ending).to.equal("early-stopped");
    expect(await messageOf(train(rows, {}, { resume: stopped }))).to.match(/stopped early.*larger patience/);
    const off = await train(rows, { earlyStopping: "off", learningRate: 0.001 }, { resume: stopped });
    expect(off.history).to.have.length(30);
    expect(off.history.at(-1)!.learningRate).to.be.closeTo(0.001, 1e-9);
  });

  it("refuses another network, optimizer, seed or data, a run that is done, and one that diverged", async () => {
    const resume = await train(rows, { ...base, epochs: 2 });
    const other = smallData([5], "classification", 2);
    const diverged = await train(
      smallData([5], "regression"),
      { optimizer: "sgd", learningRate: 1e6, epochs: 2, batchSize: 8 },
      {},
    );
    const cases: [Promise<unknown>, RegExp][] = [
      [train(rows, { units: 7, epochs: 4 }, { resume }), /units was 6 and is now 7/],
      [train(rows, { optimizer: "lion", epochs: 4 }, { resume }), /optimizer was ".*" and is now "lion"/],
      [train(rows, { batchSize: 9, epochs: 4 }, { resume }), /batchSize was 8 and is now 9/],
      [train(rows, { dropout: 0, epochs: 4 }, { resume }), /dropout was 0.3 and is now 0/],
      [train(rows, { epochs: 4 }, { resume, seed: 2 }), /seed is 1 and the option seed is 2/],
      [train(rows, { epochs: 2 }, { resume }), /2 epochs already, and epochs = 2 is the total/],
      [train(other, { epochs: 4 }, { resume }), /trained on "small" \(checksum/],
      [train(rows, { epochs: 4 }, { resume, initialWeights: resume.weights() }), /initialWeights/],
      [train(rows, { epochs: 4 }, { resume, classWeight: [1, 1, 1] }), /without the option classWeight/],
      [train(rows, {}, { resume: { ...resume } }), /from train\(\) or loadRun/],
      [train(smallData([5], "regression"), {}, { resume: diverged }), /it diverged/],
      [
        trainFleet(rows, [{ hyperparameters: base, seed: 1 }], { resume } as TrainOptions),
        /"resume": only train\(\) resumes/,
      ],
    ];
    for (const [work, message] of cases) expect(await messageOf(work)).to.match(message);
  });

  it("refuses, in words, runs of a fleet and runs saved without a state, which load as before", async () => {
    const hyperparameters = { ...base, epochs: 2 };
    const [member] = await trainFleet(
      rows,
      [1, 2].map((seed) => ({ hyperparameters, seed })),
    );
    expect(await messageOf(train(rows, { epochs: 4 }, { resume: member! }))).to.match(/no state.*together/);
    const run = await train(rows, hyperparameters);
    await saveRun(run, folder);
    const file = join(folder, "run.json");
    const { description } = JSON.parse(await readFile(file, "utf8")) as { description: object };
    const old = { ...description, checkpoint: undefined, checkpointArrays: undefined };
    await writeFile(file, toJson({ description: old, checksum: sha256(toJson(old)) }));
    const loaded = await loadRun(folder);
    expect(loaded.predict(rows.test.inputs)).to.deep.equal(run.predict(rows.test.inputs));
    expect(await messageOf(train(rows, { epochs: 4 }, { resume: loaded }))).to.match(/saved by a version/);
  });
});
