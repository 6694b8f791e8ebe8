import type { Objective } from "../../src/tuning/study/optimize.js";
import type { LossTable } from "./loss-table.js";

/** A function with a known minimum, to measure how near a tuner comes to it. */
export interface TestFunction {
  readonly name: string;
  readonly objective: Objective;
  readonly minimum: number;
  /** What another language needs to compute the same, where it is not a formula. */
  readonly table?: LossTable;
}

/** Branin: two parameters, three equally good valleys. Dixon and Szegö, 1978. */
export const branin: TestFunction = {
  name: "branin",
  minimum: 0.39788735772973816,
  objective: (trial) => {
    const x = trial.suggestFloat("x", -5, 10);
    const y = trial.suggestFloat("y", 0, 15);
    const bend = y - (5.1 / (4 * Math.PI ** 2)) * x ** 2 + (5 / Math.PI) * x - 6;
    return bend ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  },
};

const hartmannWeights = [1, 1.2, 3, 3.2];
const hartmannWidths = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const hartmannCentres = [
  [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
  [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
  [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
  [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
];

/** Hartmann-6: six parameters, six local minima. Dixon and Szegö, 1978. */
export const hartmann6: TestFunction = {
  name: "hartmann6",
  minimum: -3.322368011415515,
  objective: (trial) => {
    const point = hartmannCentres[0]!.map((_, axis) => trial.suggestFloat(`x${axis}`, 0, 1));
    return -hartmannWeights.reduce((sum, weight, term) => {
      const distance = point.reduce(
        (far, x, axis) => far + hartmannWidths[term]![axis]! * (x - hartmannCentres[term]![axis]!) ** 2,
        0,
      );
      return sum + weight * Math.exp(-distance);
    }, 0);
  },
};

/** Rosenbrock-5: a long bent valley. Rosenbrock, 1960. */
export const rosenbrock5: TestFunction = {
  name: "rosenbrock5",
  minimum: 0,
  objective: (trial) => {
    const point = Array.from({ length: 5 }, (_, axis) => trial.suggestFloat(`x${axis}`, -2, 2));
    return point
      .slice(1)
      .reduce((sum, next, axis) => sum + 100 * (next - point[axis]! ** 2) ** 2 + (1 - point[axis]!) ** 2, 0);
  },
};
