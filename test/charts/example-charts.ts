import type { Chart } from "../../src/charts/chart.js";
import {
  barChart,
  confusionMatrix,
  decisionBoundary,
  dependencyChart,
  heatmap,
  imageGrid,
  layerHistograms,
  learningCurves,
  lineChart,
  lossSurface,
  scatterChart,
  scheduleChart,
  searchChart,
  sweepCurve,
  timeAccuracyChart,
} from "../../src/charts/index.js";
import {
  contourChart,
  densityRatioChart,
  distributionChart,
  generationsChart,
  hypervolumeChart,
  importanceChart,
  improvementChart,
  intermediateValuesChart,
  optimizationHistory,
  parallelCoordinates,
  paretoChart,
  rankChart,
  sliceChart,
  surrogateChart,
  timelineChart,
} from "../../src/charts/tuning/index.js";
import { tpeSurrogate } from "../../src/tuning/surrogate/tpe-surrogate.js";
import { studyCharts } from "../../src/course/live-study.js";
import { hypervolumeHistory } from "../../src/tuning/study/hypervolume.js";
import { exampleStudy, timedStudy } from "./example-study.js";
import { exampleRun, exampleSweep } from "./example-runs.js";
import { angleModel, examplePlane, exampleSearch, layerValues, sectors, valleyPath } from "./example-data.js";

const batchRows = [16, 32, 64, 128].flatMap((batchSize) =>
  ["digits", "wine"].map((set) => ({ batchSize, set, noise: 4 / Math.sqrt(batchSize), low: 0.2, high: 1.2 })),
);

/** One of each chart, and each again with what is hard to draw. */
export const exampleCharts: Readonly<Record<string, () => Chart>> = {
  "learning curves of one run": () => learningCurves(exampleRun()),
  "learning curves of a sweep": () =>
    learningCurves(exampleSweep({ learningRate: [0.0001, 0.001, 0.01, 0.1, 1] })),
  "learning curves on a logarithmic scale": () => learningCurves(exampleRun(), { lossScale: "log" }),
  "learning curves of a run that exploded": () => learningCurves(exampleRun({ learningRate: 1e9 })),
  "learning curves of a run without an epoch": () =>
    learningCurves({ ...exampleRun({ learningRate: 1e9 }), history: [] }),
  "sweep curve": () => sweepCurve(exampleSweep({ learningRate: [0.001, 0.01, 0.1, 1] })),
  "sweep curve of two": () => sweepCurve(exampleSweep({ learningRate: [0.01, 0.1], batchSize: [16, 64] })),
  "sweep curve of words": () => sweepCurve(exampleSweep({ activation: ["relu", "tanh"] })),
  "sweep curve where all diverged": () => sweepCurve(exampleSweep({ learningRate: [1, 10] })),
  "line chart": () =>
    lineChart(batchRows, {
      title: "Noise",
      x: { field: "batchSize", scale: "log", unit: "examples" },
      y: { field: "noise", scale: "log" },
      series: "set",
      band: ["low", "high"],
      references: [
        { y: 0.5, label: "target" },
        { x: 64, label: "memory" },
      ],
    }),
  "line chart of a loss that explodes": () =>
    lineChart(
      [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.4, 0.4, 1e30, Number.NaN].map((loss, step) => ({ step, loss })),
      { title: "Range test", x: "step", y: "loss" },
    ),
  "scatter chart": () =>
    scatterChart(batchRows, { title: "Points", x: "batchSize", y: "noise", series: "set" }),
  "bar chart": () => barChart(batchRows, { title: "Bars", x: "batchSize", y: "noise", series: "set" }),
  "heat map": () =>
    heatmap(
      [1, 2, 3].flatMap((x) => [1, 2].map((y) => ({ x, y, loss: x === 3 ? Number.NaN : x * y }))),
      { title: "Cells", x: "x", y: "y", value: "loss" },
    ),
  "confusion matrix": () =>
    confusionMatrix(
      Array.from({ length: 10 }, (_, row) =>
        Array.from({ length: 10 }, (_, column) => (row === column ? 30 : (row + column) % 3)),
      ),
    ),
  schedules: () =>
    scheduleChart({
      constant: new Array<number>(500).fill(0.1),
      falling: Array.from({ length: 500 }, (_, step) => 0.1 / (1 + step)),
    }),
  "loss surface": () =>
    lossSurface(
      (x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
      { momentum: valleyPath() },
      { domain: { x: [-1.6, 1.6], y: [-0.6, 1.8] } },
    ),
  "search on a plane": () => searchChart(examplePlane, exampleSearch, { frameTitle: "Round", joined: true }),
  "search on a plane in one step": () => searchChart(examplePlane, exampleSearch.slice(0, 1)),
  "search by generations": () => searchChart(examplePlane, exampleSearch, { earlier: false }),
  "decision boundary": () => decisionBoundary(angleModel(3), sectors()),
  "decision boundary by epoch": () =>
    decisionBoundary(
      [1, 5, 20].map((epoch) => ({ label: epoch, model: angleModel(epoch / 4) })),
      sectors(),
    ),
  "histograms by layer": () =>
    layerHistograms({ He: layerValues(1), small: layerValues(0.5) }, { xTitle: "Activation" }),
  "image grid": () =>
    imageGrid(
      Float32Array.from({ length: 16 * 64 }, (_, index) => (index * 7919) % 17),
      [8, 8, 1],
      { labels: "0123456789abcdef".split("") },
    ),
  dependencies: () =>
    dependencyChart(
      ["valley", "foothill", "ridge", "summit"].map((label, row, all) => ({
        label,
        needs: all.slice(0, row),
        parts: { walking: 1 + row, resting: 0.5 },
        text: `${row + 1.5} h`,
      })),
      { title: "Ways up", summary: "There are 4 places, each reached by all before it." },
    ),
  "time against accuracy": () => timeAccuracyChart(exampleSweep({ epochs: [5, 20, 50] })),
  "optimization history": () => optimizationHistory(exampleStudy()),
  "intermediate values": () => intermediateValuesChart(exampleStudy()),
  "parallel coordinates": () => parallelCoordinates(exampleStudy()),
  slices: () => sliceChart(exampleStudy()),
  contour: () => contourChart(exampleStudy(), "learningRate", "momentum"),
  ranks: () => rankChart(exampleStudy(), "learningRate", "momentum"),
  "ranks of choices": () => rankChart(exampleStudy(), "activation", "learningRate"),
  distribution: () => distributionChart(exampleStudy()),
  "distributions of two studies": () =>
    distributionChart([exampleStudy(), { ...exampleStudy(1, 20), name: "half" }]),
  "time line": () => timelineChart(timedStudy()),
  hypervolume: () => hypervolumeChart(hypervolumeHistory(exampleStudy(2), [2, 0])),
  improvement: () =>
    improvementChart([5, 10, 15].map((trial) => ({ trial, improvement: 1 / trial ** 2, noise: 0.01 }))),
  "a study that is watched": () => studyCharts(exampleStudy()),
  "a study of two objectives that is watched": () => studyCharts(exampleStudy(2)),
  importance: () => importanceChart({ momentum: 0.15, learningRate: 0.81, units: 0.04 }),
  "pareto front": () =>
    paretoChart(exampleStudy(2), {
      axes: [{ title: "Loss" }, { title: "Accuracy per second", unit: "1/s" }],
    }),
  surrogate: () => surrogateChart(exampleBelief()),
  "surrogate step by step": () => surrogateChart([exampleBelief(), exampleBelief()]),
  "two densities": () => densityRatioChart(exampleDensities(5), { scale: "log" }),
  "two densities step by step": () =>
    densityRatioChart([exampleDensities(4), exampleDensities(5)], { scale: "log" }),
  generations: () => generationsChart([1, 2, 3, 4, 5].map((step) => [3 / step, 4 / step, 6 / step])),
};

function exampleDensities(trials: number) {
  const tried = [0.001, 0.01, 0.03, 0.1, 0.3].slice(0, trials);
  return tpeSurrogate(
    tried.map((x) => ({ x, y: Math.abs(Math.log10(x) + 1.5) })),
    { low: 1e-3, high: 1, log: true },
  );
}

function exampleBelief() {
  const x = Array.from({ length: 101 }, (_, index) => index / 100);
  const observed = [0.1, 0.45, 0.8].map((place) => ({ x: place, y: Math.sin(6 * place) }));
  const deviation = x.map((place) => Math.min(...observed.map((point) => Math.abs(point.x - place))));
  const mean = x.map((place) => Math.sin(6 * place) * 0.9);
  const acquisition = deviation.map((reach, index) => Math.max(0, 2 * reach - mean[index]!));
  return { x, mean, deviation, acquisition, observed, truth: x.map((place) => Math.sin(6 * place)) };
}
