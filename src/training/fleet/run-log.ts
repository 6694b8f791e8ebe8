import type { Dataset } from "../../data/dataset.js";
import type { Hyperparameters } from "../../hyperparameters/hyperparameters.js";
import type { Ending, EpochDiagnostics, EpochRecord, WeightArrays } from "../training-run.js";
import type { Checkpoint, StartingPoint } from "../checkpoint.js";
import { plateauStart, reduceOnPlateau, type PlateauState } from "../../hyperparameters/schedules.js";

/** How a run ended and why. */
export interface RunEnding {
  readonly ending: Ending;
  readonly reason: string;
}

/** What is recorded about one run while its fleet trains. */
export class RunLog {
  readonly history: EpochRecord[];
  readonly stepLosses: number[];
  readonly diagnostics: EpochDiagnostics[];
  ended: RunEnding | undefined;
  private kept: { readonly epoch: number; readonly weights: WeightArrays } | undefined;
  private stopper: StopperState = stopperStart;
  private isSettled = false;
  private plateau: PlateauState = plateauStart;

  /**
   * @param start the run that this one resumes
   * @param remedy what to do if it diverges
   */
  constructor(
    readonly hyperparameters: Hyperparameters,
    start?: StartingPoint,
    private readonly remedy = usualRemedy,
  ) {
    const isWhole = ({ epoch }: { readonly epoch: number }): boolean => epoch <= start!.checkpoint.epoch;
    this.history = start?.record.history.filter(isWhole) ?? [];
    this.stepLosses = [...(start?.record.stepLosses ?? [])];
    this.diagnostics = start?.record.diagnostics?.filter(isWhole) ?? [];
    if (start) this.resume(start);
  }

  /** Where early stopping and the plateau stand. Must be asked for before the run settles. */
  get progress(): Pick<Checkpoint, "stopper" | "plateau" | "keepsBest"> {
    return { stopper: this.stopper, plateau: this.plateau, keepsBest: this.kept !== undefined };
  }

  /** Early stopping and the plateau go on if they are asked to do what they did, and begin anew otherwise. */
  private resume({ record, checkpoint, kept }: StartingPoint): void {
    const same = (name: keyof Hyperparameters): boolean =>
      record.hyperparameters[name] === this.hyperparameters[name];
    if (same("schedule")) this.plateau = checkpoint.plateau;
    if (!same("earlyStopping") || !same("restoreBestWeights")) return;
    this.stopper = checkpoint.stopper;
    if (checkpoint.keepsBest) this.kept = { epoch: record.keptEpoch, weights: kept };
  }

  /** What the schedule's learning rate is multiplied by. */
  get rateFactor(): number {
    return this.plateau.factor;
  }

  /** Weights and epoch the run kept; undefined while it goes on. */
  get result(): { readonly epoch: number; readonly weights: WeightArrays } | undefined {
    return this.kept;
  }

  /** The largest loss at which the run continues. */
  get largestLoss(): number {
    return largestLoss(this.stepLosses[0]);
  }

  /** Adds the losses of the steps just taken; one that is too large, or not a number, ends the run there. */
  addSteps(losses: readonly number[], epoch: number): void {
    for (const loss of losses) {
      const sound = loss <= this.largestLoss;
      this.stepLosses.push(saturated(loss));
      if (sound) continue;
      const step = this.stepLosses.length;
      const what = `Diverged in epoch ${epoch} at step ${step}: the loss became ${inWords(loss)}.`;
      this.end("diverged", `${what} ${this.remedy}`);
      return;
    }
  }

  /** Adds what was measured at the end of an epoch (also of the one in which the run diverged), and ends the run if its hyperparameters say so. */
  addEpoch(record: EpochRecord, weights: () => WeightArrays): void {
    this.history.push(record);
    if (this.ended) return;
    const { schedule, epochs, earlyStopping, restoreBestWeights } = this.hyperparameters;
    if (schedule === "reduceOnPlateau") this.watchPlateau(record.valLoss);
    if (earlyStopping !== "off" || restoreBestWeights) this.watchStopping(record, weights);
    // After early stopping, because the first ending counts.
    if (record.epoch >= epochs) this.end("complete", `Trained all ${epochs} epochs (${record.step} steps).`);
  }

  end(ending: Ending, reason: string): void {
    this.ended ??= { ending, reason };
  }

  /** Whether the weights it keeps are decided. */
  get settled(): boolean {
    return this.isSettled;
  }

  /** Decides which weights the run keeps: the last ones, unless better ones were saved. */
  settle(weights: WeightArrays): void {
    this.kept ??= { epoch: this.history.at(-1)?.epoch ?? 0, weights };
    this.isSettled = true;
  }

  private watchPlateau(loss: number): void {
    const { decayRate, decayEpochs, finalFraction, minDelta } = this.hyperparameters;
    this.plateau = reduceOnPlateau(this.plateau, loss, { decayRate, decayEpochs, finalFraction, minDelta });
  }

  private watchStopping(record: EpochRecord, weights: () => WeightArrays): void {
    const { hyperparameters } = this;
    const stops = hyperparameters.earlyStopping !== "off";
    // Without early stopping there is no minimum improvement: the best epoch by valLoss is kept.
    this.stopper = watch(this.stopper, record, stops ? hyperparameters : { ...hyperparameters, minDelta: 0 });
    if (this.stopper.bestEpoch === record.epoch && hyperparameters.restoreBestWeights)
      this.kept = { epoch: record.epoch, weights: weights() };
    if (stops && this.stopper.waited >= Math.max(1, hyperparameters.patience))
      this.end(
        "early-stopped",
        `Stopped early after epoch ${record.epoch}: ${hyperparameters.earlyStopping} was best in epoch ` +
          `${this.stopper.bestEpoch} and has not improved by more than ${hyperparameters.minDelta} since.`,
      );
  }
}

function inWords(loss: number): string {
  if (Number.isNaN(loss)) return "not a number";
  return Number.isFinite(loss) ? loss.toPrecision(3) : "infinite";
}

/** The largest float32: an infinite or NaN loss is recorded as this, so that records stay plain JSON. */
const largest = 3.4028234663852886e38;

/** A loss this many times that of the first step (or of 1, if that is larger) counts as diverged. */
const divergedFactor = 1e6;

/** What most often helps a run that diverged. */
const usualRemedy = "Lower learningRate, or bring inputs and targets to one scale (standardise).";

/** Unscaled targets with a larger mean absolute value than this are the likely cause of a divergence. */
const largeTarget = 100;

/** What most likely helps a run that diverges on this data. */
export function remedyFor({ task, targetScale, train }: Dataset): string {
  if (task !== "regression" || targetScale) return usualRemedy;
  let sum = 0;
  for (const target of train.targets) sum += Math.abs(target);
  const size = sum / train.targets.length;
  if (size <= largeTarget) return usualRemedy;
  return (
    `The targets are large (mean absolute value ${size.toPrecision(3)}) and not scaled: make the data set with ` +
    `standardise: "both", which scales them and converts predictions back, or lower learningRate.`
  );
}

/** A loss as it is written down. */
export const saturated = (loss: number): number => (loss < largest ? loss : largest);

/**
 * The largest loss at which a run continues; NaN, infinity and anything larger count as diverged.
 *
 * @param firstLoss loss of the run's first step; undefined in that step, when any finite loss is accepted
 */
export function largestLoss(firstLoss: number | undefined): number {
  return firstLoss === undefined ? largest : saturated(Math.fround(divergedFactor * Math.max(1, firstLoss)));
}

/** What early stopping remembers from epoch to epoch. */
export interface StopperState {
  /** The best value so far, as a quantity to minimize. */
  readonly best: number;
  readonly bestEpoch: number;
  /** Measured epochs since the best one. */
  readonly waited: number;
}

/** Which hyperparameters early stopping reads. */
export type StopperOptions = Pick<Hyperparameters, "earlyStopping" | "minDelta">;

/** Before the first epoch. */
export const stopperStart: StopperState = Object.freeze({ best: Infinity, bestEpoch: 0, waited: 0 });

/**
 * One epoch of early stopping, as a pure function from state to state: an epoch is a new best if the watched quantity
 * is better by more than `minDelta`, and otherwise one more epoch of waiting. A run ends once it has waited as many
 * epochs as its patience, at least one.
 *
 * @param state before the epoch
 * @param record of the epoch; a higher accuracy or a lower loss is better
 * @example
 * const state = watch(stopperStart, run.history[0]!, { earlyStopping: "valLoss", minDelta: 0 });
 * state.bestEpoch; // 1
 * @see Prechelt, "Early stopping, but when?", 1998
 */
export function watch(
  state: StopperState,
  record: Pick<EpochRecord, "epoch" | "valLoss" | "valAccuracy">,
  { earlyStopping, minDelta }: StopperOptions,
): StopperState {
  const value = earlyStopping === "valAccuracy" ? -(record.valAccuracy ?? 0) : record.valLoss;
  if (value < state.best - minDelta) return { best: value, bestEpoch: record.epoch, waited: 0 };
  return { ...state, waited: state.waited + 1 };
}
