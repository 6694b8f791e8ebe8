import type { Hyperparameters } from "../../hyperparameters/hyperparameters.js";
import { plateauStart, reduceOnPlateau, type PlateauState } from "../../hyperparameters/schedules.js";
import { stopperStart, watch, type StopperState } from "../early-stopping.js";
import { largestLoss, saturated } from "./largest-loss.js";
import type { Ending, EpochDiagnostics, EpochRecord, WeightArrays } from "../training-run.js";

/** How a run ended and why. */
export interface RunEnding {
  readonly ending: Ending;
  readonly reason: string;
}

/** What is written down about one run while its fleet trains. */
export class RunLog {
  readonly history: EpochRecord[] = [];
  readonly stepLosses: number[] = [];
  readonly diagnostics: EpochDiagnostics[] = [];
  ended: RunEnding | undefined;
  private kept: { readonly epoch: number; readonly weights: WeightArrays } | undefined;
  private stopper: StopperState = stopperStart;
  private isSettled = false;
  private plateau: PlateauState = plateauStart;

  constructor(readonly hyperparameters: Hyperparameters) {}

  /** What the schedule's learning rate is multiplied by. */
  get rateFactor(): number {
    return this.plateau.factor;
  }

  /** Weights and epoch the run kept; undefined while it goes on. */
  get result(): { readonly epoch: number; readonly weights: WeightArrays } | undefined {
    return this.kept;
  }

  /** The largest loss with which the run goes on. */
  get largestLoss(): number {
    return largestLoss(this.stepLosses[0]);
  }

  /** Adds the losses of the steps just taken; one that is too large, or no number, ends the run there. */
  addSteps(losses: readonly number[], epoch: number): void {
    for (const loss of losses) {
      const sound = loss <= this.largestLoss;
      this.stepLosses.push(saturated(loss));
      if (sound) continue;
      const step = this.stepLosses.length;
      this.end("diverged", `Diverged in epoch ${epoch} at step ${step}: the loss became ${inWords(loss)}.`);
      return;
    }
  }

  /** Adds what was measured at the end of an epoch (also of the one in which the run diverged), and ends the run if its hyperparameters say so. */
  addEpoch(record: EpochRecord, weights: () => WeightArrays): void {
    this.history.push(record);
    if (this.ended) return;
    const { schedule, epochs, earlyStopping } = this.hyperparameters;
    if (schedule === "reduceOnPlateau")
      this.plateau = reduceOnPlateau(this.plateau, record.valLoss, this.hyperparameters);
    if (earlyStopping !== "off") this.watchStopping(record, weights);
    // After early stopping's ending, if there is one: the first ending counts.
    if (record.epoch >= epochs) this.end("complete", `Trained all ${epochs} epochs (${record.step} steps).`);
  }

  end(ending: Ending, reason: string): void {
    this.ended ??= { ending, reason };
  }

  /** Whether the weights it keeps are decided. */
  get settled(): boolean {
    return this.isSettled;
  }

  /** Decides which weights the run keeps: those it ended with, unless better ones were put aside. */
  settle(weights: WeightArrays): void {
    this.kept ??= { epoch: this.history.at(-1)?.epoch ?? 0, weights };
    this.isSettled = true;
  }

  private watchStopping(record: EpochRecord, weights: () => WeightArrays): void {
    const { hyperparameters } = this;
    this.stopper = watch(this.stopper, record, hyperparameters);
    if (this.stopper.bestEpoch === record.epoch && hyperparameters.restoreBestWeights)
      this.kept = { epoch: record.epoch, weights: weights() };
    if (this.stopper.waited >= Math.max(1, hyperparameters.patience))
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
