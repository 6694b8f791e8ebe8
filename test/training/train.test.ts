import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { expect } from "chai";
import { tf } from "../../src/tensorflow/tensorflow.js";
import { toDataset } from "../../src/data/to-dataset.js";
import { train } from "../../src/training/train.js";
import { trainFleet } from "../../src/training/train-fleet.js";
import type { Progress } from "../../src/runtime/progress.js";
import type { TrainingRun } from "../../src/training/training-run.js";
import { distance, largestDifference, smallData } from "./support.js";

const rows = smallData([5], "classification");
const numbers = smallData([5], "regression");
const base = { layers: 1, units: 6, activation: "tanh", batchSize: 8, learningRate: 0.05 } as const;

const errorOf = async (work: Promise<unknown>): Promise<Error> => {
  const outcome = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(outcome).to.be.instanceOf(Error);
  return outcome as Error;
};

const weightsOf = (run: TrainingRun): number[] =>
  [...run.weights().values()].flatMap(({ values }) => [...values]);

describe("train", () => {
  it("records every epoch and every step", async () => {
    const run = await train(rows, { ...base, epochs: 3 });
    expect(run.history.map(({ epoch, step }) => [epoch, step])).to.deep.equal([
      [1, 4],
      [2, 8],
      [3, 12],
    ]);
    expect(run.stepLosses).to.have.length(12);
    expect(run).to.include({ ending: "complete", keptEpoch: 3, seed: 1 });
    // 30 examples in batches of 8: the last batch of 6 counts for 6 in the epoch's mean.
    const [a, b, c, d] = run.stepLosses as [number, number, number, number];
    expect(run.history[0]!.loss).to.be.closeTo((8 * (a + b + c) + 6 * d) / 30, 1e-9);
  });

  it("measures what evaluate measures", async () => {
    const run = await train(rows, { ...base, epochs: 2 });
    const last = run.history.at(-1)!;
    const measured = run.evaluate(rows.validation);
    expect(measured.loss).to.be.closeTo(last.valLoss, 1e-5);
    expect(measured.accuracy).to.be.closeTo(last.valAccuracy!, 1e-6);
    const other = await train(numbers, { ...base, epochs: 2 });
    expect(other.evaluate(numbers.validation).mae).to.be.closeTo(other.history.at(-1)!.valMae!, 1e-5);
  });

  it("is the same again with the same seed, and different with another", async () => {
    const [a, b, c] = await trainFleet(
      rows,
      [1, 1, 2].map((seed) => ({ hyperparameters: { ...base, epochs: 1 }, seed })),
    );
    expect(distance(a!, b!)).to.equal(0);
    expect(distance(a!, c!)).to.be.above(0.01);
  });

  it("ends a run that diverges, at its step, and goes on with the others", async () => {
    const rates = [0.05, 1e9, 0.01];
    const runs = await trainFleet(
      numbers,
      rates.map((learningRate) => ({
        hyperparameters: { ...base, activation: "linear", learningRate, epochs: 3 },
        seed: 1,
      })),
    );
    expect(runs.map(({ ending }) => ending)).to.deep.equal(["complete", "diverged", "complete"]);
    const diverged = runs[1]!;
    expect(diverged.endingReason).to.contain(`at step ${diverged.stepLosses.length}`);
    expect(diverged.endingReason).to.contain("Lower learningRate").and.contain("standardise");
    expect(diverged.history).to.have.length(1);
    expect(JSON.parse(JSON.stringify(diverged.history))).to.deep.equal(diverged.history);
    const alone = await train(numbers, { ...base, activation: "linear", epochs: 3 }, { engine: "eager" });
    expect(distance(runs[0]!, alone)).to.be.below(1e-5);
  });

  it("stops early and keeps the best weights", async () => {
    const seen: number[][] = [];
    const run = await train(
      rows,
      {
        ...base,
        learningRate: 2,
        epochs: 60,
        earlyStopping: "valLoss",
        patience: 3,
        restoreBestWeights: true,
      },
      {
        onEpoch: ({ weights }) => {
          seen.push([...weights().values()].flatMap(({ values }) => [...values]));
          return undefined;
        },
      },
    );
    const losses = run.history.map(({ valLoss }) => valLoss);
    const best = losses.indexOf(Math.min(...losses)) + 1;
    expect(run.ending).to.equal("early-stopped");
    expect(run.keptEpoch).to.equal(best);
    expect(run.history).to.have.length(best + 3);
    expect(largestDifference(weightsOf(run), seen[best - 1]!)).to.equal(0);
    expect(run.evaluate(rows.validation).loss).to.be.closeTo(Math.min(...losses), 1e-4);
  });

  it("keeps the weights of the best epoch by valLoss where no early stopping is asked for", async () => {
    const choice = { ...base, learningRate: 2, epochs: 30, minDelta: 1, restoreBestWeights: true } as const;
    const run = await train(rows, choice);
    const losses = run.history.map(({ valLoss }) => valLoss);
    const best = losses.indexOf(Math.min(...losses)) + 1;
    expect(best).to.be.below(30);
    expect(run).to.include({ ending: "complete", keptEpoch: best });
    expect(run.history).to.have.length(30);
    expect(run.evaluate(rows.validation).loss).to.be.closeTo(losses[best - 1]!, 1e-5);
  });

  it("takes a batch larger than the data as all of the data, alone and in a fleet", async () => {
    const choice = { ...base, optimizer: "adam", epochs: 3, dropout: 0.2 } as const;
    const whole = await train(rows, { ...choice, batchSize: 30 });
    const [larger, other] = await trainFleet(
      rows,
      [1, 2].map((seed) => ({ hyperparameters: { ...choice, batchSize: 1_000_000_000 }, seed })),
    );
    expect(larger!.history.map(({ step }) => step)).to.deep.equal([1, 2, 3]);
    expect(other!.stepLosses).to.have.length(3);
    expect(distance(larger!, whole)).to.be.below(1e-5);
    expect(larger!.hyperparameters.batchSize).to.equal(1_000_000_000);
  });

  it("lets runs of a fleet train for different numbers of epochs", async () => {
    const runs = await trainFleet(
      rows,
      [3, 1].map((epochs) => ({ hyperparameters: { ...base, epochs }, seed: 1 })),
    );
    expect(runs.map(({ history }) => history.length)).to.deep.equal([3, 1]);
    const short = await train(rows, { ...base, epochs: 1 });
    expect(distance(runs[1]!, short)).to.be.below(1e-5);
  });

  it("prunes a run when a callback says so", async () => {
    const members = [1, 2].map((seed) => ({ hyperparameters: { ...base, epochs: 4 }, seed }));
    const runs = await trainFleet(rows, members, {
      onEpoch: ({ run, record }) => (run === 1 && record.epoch === 2 ? "prune" : undefined),
    });
    expect(runs.map(({ ending, history }) => [ending, history.length])).to.deep.equal([
      ["complete", 4],
      ["pruned", 2],
    ]);
  });

  it("keeps what it has when it is interrupted, by a signal or from the keyboard", async () => {
    const controller = new AbortController();
    const stopAt = (stop: () => void) => ({
      onEpoch: ({ record }: { record: { epoch: number } }): undefined => {
        if (record.epoch === 2) stop();
      },
    });
    const byKeyboard = () => {
      process.emit("SIGINT", "SIGINT");
    };
    const listeners = process.listenerCount("SIGINT");
    const first = await train(
      rows,
      { ...base, epochs: 1000 },
      {
        signal: controller.signal,
        ...stopAt(() => {
          controller.abort();
        }),
      },
    );
    const second = await train(rows, { ...base, epochs: 1000 }, stopAt(byKeyboard));
    for (const run of [first, second]) {
      expect(run.ending).to.equal("interrupted");
      expect(run.history.length).to.be.within(2, 3);
      expect(run.evaluate(rows.validation).loss).to.be.closeTo(run.history.at(-1)!.valLoss, 1e-5);
    }
    expect(process.listenerCount("SIGINT")).to.equal(listeners);
  });

  it("starts from given weights", async () => {
    const whole = await train(rows, { ...base, epochs: 2, batchSelection: "sequential" });
    const half = await train(rows, { ...base, epochs: 1, batchSelection: "sequential" });
    const rest = await train(
      rows,
      { ...base, epochs: 1, batchSelection: "sequential" },
      { initialWeights: half.weights() },
    );
    expect(largestDifference(weightsOf(rest), weightsOf(whole))).to.be.below(1e-5);
  });

  it("announces how far it is, and that it is finished", async () => {
    const messages: Progress[] = [];
    const listen = (message: unknown): void => void messages.push(message as Progress);
    subscribe("tunebook:progress", listen);
    await train(rows, { ...base, epochs: 2 });
    unsubscribe("tunebook:progress", listen);
    expect(messages.at(-1)).to.include({ kind: "train", finished: true, done: 2, total: 2 });
    expect(new Set(messages.map(({ id }) => id)).size).to.equal(1);
  });

  it("lowers the learning rate on a plateau", async () => {
    const choice = {
      ...base,
      learningRate: 1e-12,
      schedule: "reduceOnPlateau",
      decayEpochs: 1,
      decayRate: 0.5,
      minDelta: 1,
      epochs: 4,
    } as const;
    const run = await train(rows, choice);
    const rates = run.history.map(({ learningRate }) => learningRate / 1e-12);
    expect(largestDifference(rates, [1, 1, 0.5, 0.25])).to.be.below(1e-5);
  });

  it("refuses what cannot be trained, before anything is", async () => {
    const labels = {
      ...rows,
      train: { ...rows.train, targets: rows.train.targets.map((label) => label + 2) },
    };
    const cases: [Promise<unknown>, RegExp][] = [
      [train(labels, base), /it must be a whole number from 0 to 2/],
      [train(numbers, { ...base, loss: "categoricalCrossentropy" }), /regression/],
      [train(numbers, { ...base, earlyStopping: "valAccuracy" }), /valAccuracy/],
      [train(rows, base, { seed: NaN }), /seed NaN/],
      [
        trainFleet(
          rows,
          [4, 5].map((batchSize) => ({ hyperparameters: { ...base, batchSize }, seed: 1 })),
        ),
        /differ in structure/,
      ],
      [trainFleet(rows, []), /no runs/],
      [train(rows, { learningRate: -1 }), /learningRate = -1/],
      [train(rows, base, { initialWeights: new Map() }), /Cannot start from these weights/],
    ];
    for (const [work, message] of cases) expect((await errorOf(work)).message).to.match(message);
  });

  it("takes plain arrays", async () => {
    const x = Array.from({ length: 40 }, (_, index) => [Math.sin(index), Math.cos(index)]);
    const y = x.map(([a]) => (a! > 0 ? "up" : "down"));
    const run = await train({ x, y }, { ...base, epochs: 30 });
    expect(run.history.at(-1)!.valAccuracy).to.be.above(0.8);
    expect(run.predict(Float32Array.of(1, 0))).to.have.length(2);
    expect(toDataset({ x, y }).outputs).to.equal(2);
  });

  it("leaves no tensors behind, and a disposed run says that it was", async () => {
    await train(rows, { ...base, epochs: 1 });
    const before = tf.memory().numTensors;
    for (const engine of ["eager", "graph"] as const) {
      const run = await train(rows, { ...base, epochs: 2, dropout: 0.2, batchNorm: true }, { engine });
      run.predict(rows.test.inputs);
      run.evaluate(rows.test);
      run.dispose();
      expect(() => run.predict(rows.test.inputs)).to.throw(/disposed/);
    }
    await errorOf(train(rows, base, { seed: NaN }));
    expect(tf.memory().numTensors).to.equal(before);
  });
});
