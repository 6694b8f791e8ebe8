import { expect } from "chai";
import fc from "fast-check";
import { hyperparameterTable } from "../../../src/hyperparameters/table.js";
import type { Hyperparameters } from "../../../src/hyperparameters/hyperparameters.js";
import { train } from "../../../src/training/train.js";
import { trainFleet } from "../../../src/training/train-fleet.js";
import { expectAsAlone } from "../as-alone.js";
import { distance, messageOf, smallData } from "../support.js";

type Choice = Partial<Hyperparameters>;

const classes = smallData([6], "classification");
const numbers = smallData([2, 3], "regression");

/** The rates at which each optimizer makes steps of a usual size. */
const rates: Readonly<Record<Hyperparameters["optimizer"], number>> = {
  ...{ sgd: 0.05, momentum: 0.02, nesterov: 0.02, adagrad: 0.05, rmsprop: 0.005, adadelta: 1 },
  ...{ adam: 0.01, adamw: 0.01, adamax: 0.01, nadam: 0.01, lion: 0.001 },
};

const optimizer = fc.constantFrom(...hyperparameterTable.optimizer.domain.choices);
const activation = fc.constantFrom(...hyperparameterTable.activation.domain.choices);
const isOn = (low: number, high: number) => fc.constantFrom(0, low, high);

/** What the runs of a mixed fleet may differ in. */
const own = fc
  .record({
    layers: fc.integer({ min: 1, max: 3 }),
    units: fc.integer({ min: 1, max: 9 }),
    ...{ optimizer, activation, seed: fc.integer({ min: 1, max: 3 }) },
    ...{ l1: isOn(0.001, 0.01), l2: isOn(0.001, 0.01), weightDecay: isOn(0.001, 0.01) },
    strength: fc.constantFrom(0.2, 0.5),
    epochs: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ optimizer: name, ...rest }) => ({ ...rest, optimizer: name, learningRate: rates[name] }));

/** What they have in common. */
const common = fc.record({
  batchSize: fc.constantFrom(8, 16),
  ...{ batchNorm: fc.boolean(), residual: fc.boolean() },
  ...{ dropout: fc.boolean(), inputNoise: fc.boolean(), clipNorm: fc.boolean() },
});

const mixture = fc.record({ common, runs: fc.array(own, { minLength: 2, maxLength: 5 }) });
type Mixture = typeof mixture extends fc.Arbitrary<infer Value> ? Value : never;

/** The runs as they are asked for. With a residual connection no layer has as many units as there are inputs. */
function requests({ common: all, runs }: Mixture): { hyperparameters: Choice; seed: number }[] {
  return runs.map(({ seed, strength, units, ...run }) => ({
    seed,
    hyperparameters: {
      ...run,
      units: all.residual && units === 6 ? 7 : units,
      ...{ batchSize: all.batchSize, batchNorm: all.batchNorm, residual: all.residual },
      dropout: all.dropout ? strength : 0,
      inputNoise: all.inputNoise ? strength : 0,
      clipNorm: all.clipNorm ? 2 * strength : 0,
    },
  }));
}

describe("a mixed fleet", function () {
  this.timeout(300_000);

  for (const { data, numRuns } of [
    { data: classes, numRuns: 3 },
    { data: numbers, numRuns: 2 },
  ])
    it(`trains every run as it would be alone (${data.task})`, () =>
      fc.assert(
        fc.asyncProperty(mixture, (drawn) => expectAsAlone(data, requests(drawn), "eager")),
        { numRuns, seed: 1 },
      ));

  const four: readonly Choice[] = [
    { layers: 1, units: 4, activation: "sigmoid" },
    { layers: 3, units: 7, activation: "tanh", optimizer: "adam", learningRate: 0.01 },
    { layers: 3, units: 3, activation: "sigmoid", optimizer: "adam", learningRate: 0.01, l2: 0.01 },
    { layers: 2, units: 5, optimizer: "rmsprop", learningRate: 0.001 },
  ];
  const asked = four.map((hyperparameters, at) => ({
    hyperparameters: {
      epochs: 2,
      batchSize: 8,
      dropout: 0.3,
      clipNorm: 0.5,
      batchNorm: true,
      ...hyperparameters,
    },
    seed: at,
  }));

  it("does so as one graph, too", () => expectAsAlone(classes, asked, "graph"));

  // XLA compiles for seconds: fewer runs.
  it("does so as a graph compiled by XLA, too", () => expectAsAlone(classes, asked.slice(0, 2), "xla"));

  it("begins with given weights, and calls back by the number of the run", async () => {
    const without = asked.map((one) => ({ ...one, hyperparameters: { ...one.hyperparameters, epochs: 1 } }));
    const first = await trainFleet(classes, without, { engine: "eager" });
    const heard: number[][] = [[], [], [], []];
    const second = await trainFleet(classes, without, {
      engine: "eager",
      initialWeights: first.map((run) => run.weights()),
      onEpoch: ({ run, record, weights }) => {
        heard[run]!.push(record.valLoss, weights().get("dense1/bias")?.values.length ?? -1);
        return undefined;
      },
    });
    const [, , , last] = second;
    const initialWeights = first[3]!.weights();
    const alone = await train(classes, without[3]!.hyperparameters, {
      seed: 3,
      engine: "eager",
      initialWeights,
    });
    expect(distance(last!, alone)).to.be.below(1e-5);
    expect(heard).to.deep.equal(second.map((run) => [run.history[0]!.valLoss, -1]));
    expect(last!.predict(classes.test.inputs)).to.have.length(classes.test.count * classes.outputs);
  });

  it("goes on when one of its runs diverges", async () => {
    const [wild, ...tame] = asked.map((one, at) => ({
      ...one,
      hyperparameters: {
        ...one.hyperparameters,
        ...(at === 0 && { learningRate: 1e30, activation: "relu" as const }),
        ...{ clipNorm: 0, batchNorm: false },
      },
    }));
    const [burst, ...rest] = await trainFleet(classes, [wild!, ...tame], { engine: "eager" });
    expect(burst!.ending).to.equal("diverged");
    for (const [at, run] of rest.entries()) {
      const { hyperparameters, seed } = tame[at]!;
      expect(distance(run, await train(classes, hyperparameters, { seed, engine: "eager" }))).to.be.below(
        1e-5,
      );
    }
  });

  it("refuses runs that cannot be mixed, and says which and why", async () => {
    const refused = (...choices: Choice[]): Promise<string> =>
      messageOf(
        trainFleet(
          smallData([6, 2], "classification"),
          choices.map((hyperparameters) => ({ hyperparameters, seed: 1 })),
        ),
      );
    const wide = { units: 8 };
    expect(await refused({}, wide, { batchSize: 16 })).to.match(
      /run 2 together with run 0.*batchSize: 30 and 16/,
    );
    expect(await refused(wide, { ...wide, architecture: "gru" })).to.match(/architecture is "gru"/);
    expect(await refused(wide, { layers: 0 })).to.match(/layers is 0/);
    expect(await refused(wide, { ...wide, dropout: 0.1 })).to.match(/whether dropout is 0: true and false/);
    expect(await refused(wide, { units: 9, epsilon: 1e-30 })).to.match(/epsilon is 1e-30/);
    expect(await refused({ units: 12, residual: true }, { units: 9, residual: true })).to.match(
      /first layer/,
    );
  });

  it("refuses diagnostics, which would count units that a run does not have", async () => {
    const work = trainFleet(classes, asked, { diagnostics: true });
    expect(await messageOf(work)).to.match(/together with diagnostics: true/);
  });
});
