import { expect } from "chai";
import * as tunebook from "../../src/index.js";
import * as charts from "../../src/entry-points/charts.js";
import * as course from "../../src/entry-points/course.js";
import * as notebook from "../../src/notebook/index.js";
import * as training from "../../src/entry-points/training.js";
import * as tuning from "../../src/entry-points/tuning.js";
import { angleModel, examplePlane, exampleSearch, sectors } from "../charts/example-data.js";
import { exampleRun, exampleSweep } from "../charts/example-runs.js";
import { exampleStudy, timedStudy } from "../charts/example-study.js";
import { publicOptions } from "./public-names.js";

const rows = [
  { x: 1, y: 2, low: 1, high: 3, name: "a" },
  { x: 2, y: 1, low: 0, high: 2, name: "b" },
];
const title = "A title";
const place = { x: "x", y: "y" } as const;
const data = { x: [[0], [1], [2], [3], [4], [5]], y: [0, 1, 0, 1, 0, 1] };
const answers = [true, false, true, true, false, true];
const [small, large] = [
  [1, 2, 3, 2, 1],
  [5, 6, 7, 6, 5],
];
const decay = { rate: 0.1, decayRate: 0.5, decaySteps: 10 };
const observed = [0.1, 0.4, 0.9].map((at) => ({ x: at, y: (at - 0.5) ** 2 }));
const belief = { x: [0, 1], mean: [0, 1], deviation: [1, 1], acquisition: [0, 1], observed };
const evidence = tunebook.isNear([1, 1, 1, 1, 1], 1, { quantity: "ratio", replicated: "seed" });
const ofLosses = { quantity: "loss", replicated: "seed" } as const;

/** A bowl whose training can be differentiated. */
const bowl = {
  weights: Float64Array.of(1, -1),
  steps: 2,
  gradient: (weights: Float64Array) => weights,
  validationGradient: (weights: Float64Array) => weights,
};
const population = {
  space: { rate: { kind: "float", low: 0, high: 1, log: false, step: undefined } },
  step: (state: number) => ({ state, score: state }),
  start: (member: number) => member,
  copy: (state: number) => state,
} as const;

/** A valid call of every public function that takes options, with `more` among them. */
const calls: Readonly<Record<string, (more: object) => unknown>> = {
  // Cells
  display: (more) => notebook.display(1, more),
  clear: (more) => {
    notebook.clear(more);
  },
  input: (more) => notebook.input("?", more),
  openComm: (more) => notebook.openComm("target", {}, more),
  timeit: (more) => notebook.timeit(() => 1, more),
  train: (more) => tunebook.train(data, {}, { seed: 1, ...more }),
  trainFleet: (more) => tunebook.trainFleet(data, [{ hyperparameters: {}, seed: 1 }], more),
  learningRateRangeTest: (more) => tunebook.learningRateRangeTest(data, {}, more),
  createStudy: (more) => tunebook.createStudy({ name: "study", ...more }),
  tune: (more) => tunebook.tune(data, {}, { units: [3, 4] }, { trials: 1, ...more }),
  autoTune: (more) => tunebook.autoTune(data, { trials: 1, ...more }),
  loadDataset: (more) => tunebook.loadDataset("iris", { seed: 1, ...more }),
  toDataset: (more) => tunebook.toDataset(rows, { target: "y", ...more }),
  sweep: (more) => tunebook.sweep(data, {}, { learningRate: [0.1, 0.2] }, { seeds: 1, ...more }),
  // Charts
  barChart: (more) => tunebook.barChart(rows, { title, ...place, ...more }),
  heatmap: (more) => tunebook.heatmap(rows, { title, ...place, value: "low", ...more }),
  lineChart: (more) => tunebook.lineChart(rows, { title, ...place, ...more }),
  scatterChart: (more) => tunebook.scatterChart(rows, { title, ...place, ...more }),
  learningCurves: (more) => tunebook.learningCurves(exampleRun(), more),
  scheduleChart: (more) => tunebook.scheduleChart({ constant: [0.1, 0.1] }, more),
  sweepCurve: (more) => tunebook.sweepCurve(exampleSweep({ learningRate: [0.01, 0.1] }), more),
  chart: (more) => charts.chart([charts.line(rows, place)], { title, ...more }),
  panels: (more) => charts.panels([{ layers: [charts.line(rows, place)] }], { title, ...more }),
  area: (more) => charts.area(rows, { ...place, ...more }),
  band: (more) => charts.band(rows, { x: "x", low: "low", high: "high", ...more }),
  bars: (more) => charts.bars(rows, { ...place, ...more }),
  labels: (more) => charts.labels(rows, { ...place, text: "name", ...more }),
  line: (more) => charts.line(rows, { ...place, ...more }),
  points: (more) => charts.points(rows, { ...place, ...more }),
  segments: (more) => charts.segments(rows, { ...place, y2: "high", ...more }),
  cells: (more) => charts.cells(rows, { ...place, value: "low", ...more }),
  lossSurface: (more) =>
    charts.lossSurface((u, v) => u * v, { path: [[0, 0]] }, { domain: { x: [0, 1], y: [0, 1] }, ...more }),
  searchChart: (more) => charts.searchChart(examplePlane, exampleSearch, more),
  decisionBoundary: (more) => charts.decisionBoundary(angleModel(3), sectors(), more),
  confusionMatrix: (more) => charts.confusionMatrix([[1, 0], [0, 1]], more), // prettier-ignore
  layerHistograms: (more) => charts.layerHistograms({ dense: [0, 1, 2] }, more),
  imageGrid: (more) => charts.imageGrid(new Float32Array(64), [8, 8, 1], more),
  timeAccuracyChart: (more) => charts.timeAccuracyChart(exampleSweep({ epochs: [5, 20] }), more),
  dependencyChart: (more) =>
    charts.dependencyChart([{ label: "a", needs: [], parts: { work: 1 }, text: "1 h" }], {
      title,
      summary: "One.",
      ...more,
    }),
  optimizationHistory: (more) => tuning.optimizationHistory(exampleStudy(), more),
  intermediateValuesChart: (more) => tuning.intermediateValuesChart(exampleStudy(), more),
  parallelCoordinates: (more) => tuning.parallelCoordinates(exampleStudy(), more),
  sliceChart: (more) => tuning.sliceChart(exampleStudy(), more),
  contourChart: (more) => tuning.contourChart(exampleStudy(), "learningRate", "momentum", more),
  rankChart: (more) => tuning.rankChart(exampleStudy(), "learningRate", "momentum", more),
  distributionChart: (more) => tuning.distributionChart(exampleStudy(), more),
  timelineChart: (more) => tuning.timelineChart(timedStudy(), more),
  hypervolumeChart: (more) => tuning.hypervolumeChart([{ trial: 0, hypervolume: 1 }], more),
  improvementChart: (more) => tuning.improvementChart([{ trial: 1, improvement: 0.1, noise: 0.2 }], more),
  importanceChart: (more) => tuning.importanceChart({ momentum: 0.2, units: 0.8 }, more),
  paretoChart: (more) => tuning.paretoChart(exampleStudy(2), more),
  surrogateChart: (more) => tuning.surrogateChart(belief, more),
  generationsChart: (more) => tuning.generationsChart([[1, 2, 3]], more),
  densityRatioChart: (more) =>
    tuning.densityRatioChart(tuning.tpeSurrogate(observed, { low: 0, high: 1 }), more),
  // Evidence and the rest of the course
  isBetter: (more) => tunebook.isBetter(small, large, { ...ofLosses, ...more }),
  isNotWorse: (more) => course.isNotWorse(small, large, { by: 1, ...ofLosses, ...more }),
  isAbove: (more) => course.isAbove(large, 2, { ...ofLosses, ...more }),
  isBelow: (more) => course.isBelow(small, 2, { ...ofLosses, ...more }),
  isNear: (more) => tunebook.isNear(small, 2, { ...ofLosses, ...more }),
  isRatio: (more) => tunebook.isRatio(small, large, 0.3, { ...ofLosses, ...more }),
  followsFormula: (more) => tunebook.followsFormula(small, small, more),
  isTrend: (more) =>
    tunebook.isTrend([small, large, [8, 9, 9, 8, 9]], { direction: "rises", ...ofLosses, ...more }),
  isRightMoreOften: (more) => course.isRightMoreOften(answers, [...answers].reverse(), more),
  holdsInMost: (more) => course.holdsInMost(answers, { replicated: "seed", ...more }),
  check: (more) => tunebook.check({ claim: "It is near", evidence, ...more }),
  claim: (more) => course.claim({ id: "near", sentence: "It is near.", evidence, ...more }),
  cited: (more) => course.cited({ id: "near", sentence: "It is near.", source: "[1]", ...more }),
  predict: (more) => tunebook.predict({ question: "Which?", choices: ["this", "that"], ...more }),
  slider: (more) => tunebook.slider({ name: "learningRate", ...more }, () => undefined),
  summaryTable: (more) => tunebook.summaryTable(rows, more),
  labLog: (more) =>
    course.labLog("log", { hypothesis: "It falls.", values: {}, runs: [exampleRun()], learned: "It does.", ...more }), // prettier-ignore
  compareTuned: (more) =>
    course.compareTuned(data, { SGD: {}, Adam: { optimizer: "adam" } }, { tune: { learningRate: [0.1, 1] }, ...more }), // prettier-ignore
  bootstrapInterval: (more) => course.bootstrapInterval([1, 2, 3], (sample) => sample[0]!, { ...more }),
  seedsNeeded: (more) => course.seedsNeeded(1, 1, { ...more }),
  armsDiffer: (more) => course.armsDiffer([small, large], { ...ofLosses, ...more }),
  factorsInteract: (more) =>
    course.factorsInteract([[small, large], [large.map((x) => x + 1), small.map((x) => x + 1)]], { ...ofLosses, ...more }), // prettier-ignore
  // Training
  stepSchedule: (more) => training.stepSchedule({ ...decay, ...more }),
  exponentialSchedule: (more) => training.exponentialSchedule({ ...decay, ...more }),
  inverseTimeSchedule: (more) => training.inverseTimeSchedule({ ...decay, ...more }),
  cosineSchedule: (more) => training.cosineSchedule({ rate: 0.1, finalRate: 0, steps: 9, ...more }),
  polynomialSchedule: (more) =>
    training.polynomialSchedule({ rate: 0.1, finalRate: 0, steps: 9, power: 2, ...more }),
  oneCycleSchedule: (more) => training.oneCycleSchedule({ rate: 0.1, steps: 9, ...more }),
  reduceOnPlateau: (more) =>
    training.reduceOnPlateau(training.plateauStart, 1, {
      decayRate: 0.5,
      decayEpochs: 2,
      finalFraction: 0.1,
      minDelta: 0,
      ...more,
    }),
  largestCurvature: (more) => training.largestCurvature(data, {}, more),
  compile: (more) =>
    training.compile((given) => given, { a: { shape: [1], dtype: "float32" } }, { xla: false, ...more }),
  // Tuning
  terminator: (more) => tuning.terminator(more),
  improvementHistory: (more) => tuning.improvementHistory(exampleStudy(), more),
  autoSampler: (more) => tuning.autoSampler(more),
  cmaEsSampler: (more) => tuning.cmaEsSampler(more),
  geneticSampler: (more) => tuning.geneticSampler(more),
  gpSampler: (more) => tuning.gpSampler(more),
  gridSampler: (more) => tuning.gridSampler({ units: [8, 16] }, more),
  quasiRandomSampler: (more) => tuning.quasiRandomSampler(more),
  randomSampler: (more) => tuning.randomSampler(more),
  tpeSampler: (more) => tuning.tpeSampler(more),
  gpSurrogate: (more) => tuning.gpSurrogate(observed, { low: 0, high: 1, ...more }),
  tpeSurrogate: (more) => tuning.tpeSurrogate(observed, { low: 0, high: 1, ...more }),
  hyperbandPruner: (more) => tuning.hyperbandPruner(more),
  medianPruner: (more) => tuning.medianPruner(more),
  patientPruner: (more) => tuning.patientPruner({ patience: 2, ...more }),
  percentilePruner: (more) => tuning.percentilePruner(25, more),
  thresholdPruner: (more) => tuning.thresholdPruner({ upper: 1, ...more }),
  wilcoxonPruner: (more) => tuning.wilcoxonPruner(more),
  successiveHalvingPruner: (more) => tuning.successiveHalvingPruner(more),
  journalStorage: (more) => tuning.journalStorage("never-written.journal", more),
  parameterImportance: (more) => tuning.parameterImportance(exampleStudy(), more),
  populationBasedTraining: (more) => tuning.populationBasedTraining({ ...population, ...more }),
  differentiateTraining: (more) =>
    tuning.differentiateTraining(bowl, { learningRate: 0.1, weightDecay: 0, ...more }),
  hypergradientDescent: (more) => tuning.hypergradientDescent(bowl, { learningRate: 0.1, ...more }),
  hypergradientSearch: (more) =>
    tuning.hypergradientSearch(bowl, { start: { learningRate: 0.1, weightDecay: 0 }, ...more }),
};

/** Options that stand inside other arguments. */
const inside: Readonly<Record<string, (more: object) => unknown>> = {
  "a run of a fleet": (more) => tunebook.trainFleet(data, [{ hyperparameters: {}, seed: 1, ...more }]),
  "the axis of a chart of rows": (more) =>
    tunebook.lineChart(rows, { title, x: { field: "x", ...more }, y: "y" }),
  "the axis of a chart of layers": (more) =>
    charts.chart([charts.line(rows, place)], { title, y: { unit: "s", ...more } }),
  "the series of a chart": (more) =>
    charts.chart([charts.line(rows, place)], { title, series: { title: "set", ...more } }),
  "a panel": (more) => charts.panels([{ layers: [charts.line(rows, place)], ...more }], { title }),
  "a rule": (more) => charts.rules([{ y: 1, ...more }]),
  "a question of a quiz": (more) =>
    course.quiz([{ question: "Which?", answer: "this", others: ["that"], why: "So it is.", ...more }]),
  "a range of a trial": async (more) => (await tunebook.createStudy()).ask().suggestFloat("rate", 0, 1, more),
  "study.optimize": async (more) => (await tunebook.createStudy()).optimize(() => 0, { trials: 1, ...more }),
  "study.failDeadTrials": async (more) => (await tunebook.createStudy()).failDeadTrials(more),
};

/** What a call says when it refuses; nothing if it goes through. */
async function refusal(call: () => unknown): Promise<string | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** Functions that take more or fewer options than their type declares, as their first argument decides. */
const byFirstArgument = new Set(["loadDataset", "toDataset"]);

describe("an option that does not exist", function () {
  this.timeout(60_000);
  let declared: ReturnType<typeof publicOptions>;

  before(() => {
    declared = publicOptions();
  });

  it("is looked for in every public function that takes options", () => {
    expect([...declared.keys()].sort()).to.deep.equal(Object.keys(calls).sort());
  });

  for (const [name, call] of Object.entries(calls))
    it(`is refused by ${name}, which names it, the nearest one and those that there are`, async () => {
      const said = await refusal(() => call({ notAnOption: 1 }));
      expect(said).to.match(/^TypeError: /);
      expect(said).to.include(name).and.include('"notAnOption"').and.include("Did you mean");
      const known = / It takes (.*)\.$/.exec(said!)![1]!.split(", ");
      if (byFirstArgument.has(name)) expect(known).to.include("seed");
      else expect(known.sort()).to.deep.equal(declared.get(name));
    });

  for (const [where, call] of Object.entries(inside))
    it(`is refused inside ${where}`, async () => {
      expect(await refusal(() => call({ notAnOption: 1 }))).to.match(
        /"notAnOption".*Did you mean .* It takes /,
      );
    });
});
