import type { Predictor } from "../../src/charts/decision-regions.js";
import type { Dataset } from "../../src/data/dataset.js";
import { stream } from "../../src/random/stream.js";

const sector = 2.1;

/** Three classes around the origin, one per third of the circle. */
export function sectors(): Dataset {
  const random = stream(1, "sectors");
  const count = 240;
  const targets = Int32Array.from({ length: count }, (_, index) => index % 3);
  const inputs = new Float32Array(2 * count);
  targets.forEach((label, index) => {
    const angle = label * sector + 1.3 + 0.6 * random.normal();
    const radius = 0.4 + 1.6 * random.uniform();
    inputs.set([radius * Math.cos(angle), radius * Math.sin(angle)], 2 * index);
  });
  const split = { count, inputs, targets };
  const shared = {
    name: "sectors",
    task: "classification",
    inputShape: [2],
    outputs: 3,
    checksum: "5ec",
  } as const;
  return { ...shared, train: split, validation: split, test: split };
}

/** A model that goes by the angle alone; the larger `sureness`, the sharper its borders. */
export function angleModel(sureness: number): Predictor {
  return {
    predict: (inputs) => {
      const outputs = new Float32Array((3 * inputs.length) / 2);
      for (let index = 0; index < inputs.length / 2; index++) {
        const angle = Math.atan2(inputs[2 * index + 1]!, inputs[2 * index]!);
        const weights = [0, 1, 2].map((label) => Math.exp(sureness * Math.cos(angle - label * sector - 1.3)));
        const total = weights.reduce((sum, weight) => sum + weight);
        outputs.set(
          weights.map((weight) => weight / total),
          3 * index,
        );
      }
      return outputs;
    },
  };
}

/** Momentum on its way through Rosenbrock's valley. */
export function valleyPath(): [number, number][] {
  const path: [number, number][] = [[-1, 1.2]];
  let [u, v] = [0, 0];
  for (let step = 0; step < 200; step++) {
    const [x, y] = path.at(-1)!;
    u = 0.9 * u - 0.0005 * (-2 * (1 - x) - 400 * x * (y - x * x));
    v = 0.9 * v - 0.0005 * 200 * (y - x * x);
    path.push([x + u, y + v]);
  }
  return path;
}

/** Normal numbers whose spread is multiplied by `factor` from each layer to the next. */
export function layerValues(factor: number): Record<string, Float32Array> {
  const random = stream(2, "layers");
  return Object.fromEntries(
    [1, 2, 3, 4].map((layer) => [
      `layer ${layer}`,
      Float32Array.from({ length: 2000 }, () => random.normal() * factor ** (layer - 1)),
    ]),
  );
}

/** A plane of two hyperparameters: the loss is the squared distance, in decades, to a place between its values. */
export const examplePlane = {
  axes: [
    { name: "learningRate", values: [0.001, 0.01, 0.1, 1] },
    { name: "weightDecay", values: [0.01, 0.1, 1] },
  ],
  losses: [-3, -2, -1, 0].map((u) => [-2, -1, 0].map((v) => 1 + (u + 1) ** 2 + (v + 1) ** 2)),
} as const;

/** A search of two rounds along the axes, with an outline in the second. */
export const exampleSearch = [
  { label: 1, tried: [0.001, 0.01, 0.1].map((learningRate) => ({ learningRate, weightDecay: 0.01 })) },
  {
    label: 2,
    tried: [0.1, 1].map((weightDecay) => ({ learningRate: 0.1, weightDecay })),
    outline: [0.05, 0.1, 0.2].map((learningRate) => ({ learningRate, weightDecay: learningRate })),
  },
];
