import { extentOf } from "../../runtime/extent.js";
import { diagnosis, epochRecords } from "./epoch-records.js";
import type { FleetMember, Subject } from "./subject.js";
import type { Dataset } from "../../data/dataset.js";
import { parameterCount } from "../../models/assemble.js";
import { networkOf } from "../../models/network.js";
import { listenForInterruption, type Interruption } from "../../runtime/interruption.js";
import { progressReport, type ProgressReport, type ProgressStep } from "../../runtime/progress.js";
import { Turns } from "../../runtime/turns.js";
import { notBegun, type Checkpoint } from "../checkpoint.js";
import { ownChoiceNames } from "../own-choices.js";
import { checkContinuation } from "../resume.js";
import type { StartedOptions } from "../options.js";
import { stepPlan, type StepPlan } from "../step/step-plan.js";
import { trainedRun } from "../trained-run.js";
import type { TrainingRun, WeightArrays } from "../training-run.js";
import { EpochPlanner } from "./epoch-planner.js";
import { dataOf, fleetData, type FleetData } from "./fleet-data.js";
import type { EpochInputs, FleetState } from "./fleet-state.js";
import { openFleet } from "./open-fleet.js";
import { remedyFor, RunLog } from "./run-log.js";

/** The training of one fleet, epoch by epoch. */
export class FleetTraining {
  private readonly started: number;
  private readonly logs: readonly RunLog[];
  private readonly plan: StepPlan;
  private readonly planner: EpochPlanner;
  private readonly turns = new Turns();
  private readonly progress: ProgressReport;
  private epochsDone: number;
  private checkpoint: Checkpoint | undefined;

  private readonly data: FleetData;

  constructor(
    data: Dataset,
    private readonly members: readonly FleetMember[],
    private readonly subject: Subject,
    private readonly options: StartedOptions,
  ) {
    const { start } = options;
    if (start) checkContinuation(start, data, subject.network);
    this.started = performance.now() - (start?.record.seconds ?? 0) * 1000;
    this.epochsDone = start?.checkpoint.epoch ?? 0;
    this.data = fleetData(data, members);
    const remedies = this.data.sets.map(remedyFor);
    this.logs = members.map(
      ({ hyperparameters }, run) => new RunLog(hyperparameters, start, remedies[this.data.places[run]!]),
    );
    this.plan = stepPlan(
      members.map(({ hyperparameters }) => hyperparameters),
      subject,
      data,
      options,
    );
    this.planner = new EpochPlanner(this.data, members, options.schedule);
    this.planner.skip(this.epochsDone);
    const { title = data.name, silent = false } = options;
    this.progress = progressReport({ kind: "train", title, total: this.epochs, silent });
  }

  /** Trains until every run has ended. */
  async run(): Promise<TrainingRun[]> {
    const interruption = listenForInterruption(this.options.signal);
    const session = openFleet(this.data, this.members, this.subject, this.plan, this.options);
    try {
      if (this.options.start) session.limitLosses(this.logs.map(({ largestLoss }) => largestLoss));
      for (let epoch = this.epochsDone + 1; this.logs.some(({ ended }) => !ended); epoch++)
        await this.trainEpoch(session, epoch, interruption);
      return this.finish(session);
    } finally {
      this.progress.finish(this.progressed);
      session.dispose();
      interruption.release();
    }
  }

  private get epochs(): number {
    return extentOf(this.members.map(({ hyperparameters }) => hyperparameters.epochs))[1];
  }

  private get progressed(): ProgressStep {
    return { done: this.epochsDone, total: this.epochs, history: this.logs[0]!.history };
  }

  private async trainEpoch(session: FleetState, epoch: number, interruption: Interruption): Promise<void> {
    const inputs = this.planner.plan(
      epoch,
      this.logs.map(({ rateFactor }) => rateFactor),
    );
    const { begun, epoch: before = 0 } = this.options.start?.checkpoint ?? {};
    const resumed = begun && epoch === before + 1 ? begun : notBegun;
    session.beginEpoch(inputs, resumed);
    let taken = resumed.losses.length;
    const going = this.logs.map(({ settled }) => !settled);
    if (epoch === 1 && taken === 0) this.diagnose(session, 0, going);
    while (taken < session.steps && this.logs.some(({ ended }) => !ended)) {
      const from = taken;
      taken = session.advance(from);
      this.noteSteps(session, from, taken, epoch);
      await this.turns.give();
      if (interruption.requested) break;
    }
    const isWhole = taken === session.steps && !interruption.requested;
    const isBetween = isWhole && epoch % (this.options.validateEvery ?? 1) !== 0;
    // Between two validations only runs are measured that end here: they diverged, or it is their last epoch.
    const isLast = (log: RunLog): boolean => log.ended !== undefined || epoch >= log.hyperparameters.epochs;
    const measured = this.logs.map((log) => !log.settled && (!isBetween || isLast(log)));
    if (!measured.includes(true)) {
      this.endedEpoch(epoch);
      return;
    }
    // What early stopping and plateaus go by is a whole epoch.
    if (interruption.requested && taken < session.steps) this.endInterrupted(epoch, inputs.firstStep + taken);
    await this.endEpoch(session, { epoch, taken, inputs, measured });
    if (interruption.requested) this.endInterrupted(epoch, inputs.firstStep + taken);
    this.keepWeightsOfEnded(session, epoch, taken);
    this.endedEpoch(epoch);
  }

  private endedEpoch(epoch: number): void {
    this.epochsDone = epoch;
    this.progress.report(this.progressed);
    this.options.onProgress?.(epoch / this.epochs);
  }

  private noteSteps(session: FleetState, from: number, to: number, epoch: number): void {
    const { losses } = session.figures();
    const runs = this.members.length;
    this.logs.forEach((log, run) => {
      if (log.ended) return;
      log.addSteps(
        Array.from({ length: to - from }, (_, index) => losses[(from + index) * runs + run]!),
        epoch,
      );
    });
    // The first call takes one step.
    if (epoch === 1 && from === 0) session.limitLosses(this.logs.map(({ largestLoss }) => largestLoss));
  }

  private async endEpoch(session: FleetState, { epoch, taken, inputs, measured }: EndedEpoch): Promise<void> {
    const going = this.logs.flatMap((log, run) => (measured[run] ? [{ log, run }] : []));
    const records = epochRecords({
      data: this.data.sets[0],
      runs: this.members.length,
      batchSize: this.plan.batchSize,
      epoch,
      taken,
      step: inputs.firstStep + taken,
      seconds: this.seconds,
      endings: this.logs.map((log) => (log.ended ? log.stepLosses.length : Infinity)),
      learningRates: inputs.learningRates,
      steps: session.figures(),
      validation: session.measure(),
    });
    const weights = lazily(() => session.copyWeights());
    this.diagnose(session, epoch, measured);
    for (const { log, run } of going) {
      log.addEpoch(records[run]!, () => weights()[run]!);
      await this.callBack(log, run, () => weights()[run]!);
    }
  }

  private diagnose(session: FleetState, epoch: number, measured: readonly boolean[]): void {
    if (!this.options.diagnostics) return;
    const findings = session.diagnose();
    this.logs.forEach((log, run) => {
      if (measured[run]) log.diagnostics.push(diagnosis(findings, run, epoch));
    });
  }

  private async callBack(log: RunLog, run: number, weights: () => WeightArrays): Promise<void> {
    const record = log.history.at(-1)!;
    if (log.ended?.ending === "diverged") return;
    const answer = await this.options.onEpoch?.({ run, record, history: log.history, weights });
    if (answer === "prune") log.end("pruned", `Pruned after epoch ${record.epoch} (step ${record.step}).`);
  }

  private endInterrupted(epoch: number, step: number): void {
    for (const log of this.logs) log.end("interrupted", `Interrupted in epoch ${epoch} after step ${step}.`);
  }

  /** Whether a run ended whose weights are not kept yet. */
  private get hasFreshEnding(): boolean {
    return this.logs.some((log) => log.ended && !log.settled);
  }

  private keepWeightsOfEnded(session: FleetState, epoch: number, taken: number): void {
    if (!this.hasFreshEnding) return;
    const weights = session.copyWeights();
    this.checkpoint = this.checkpointAt(session, epoch, taken, weights);
    this.logs.forEach((log, run) => {
      if (log.ended && !log.settled) log.settle(weights[run]!);
    });
    session.keepAlive(this.logs.map(({ ended }) => !ended));
  }

  /** What a run that was trained alone needs to go on. */
  private checkpointAt(
    session: FleetState,
    epoch: number,
    taken: number,
    [weights]: readonly WeightArrays[],
  ): Checkpoint | undefined {
    const [log, second] = this.logs;
    if (second || log!.ended?.ending === "diverged") return undefined;
    const whole = taken === session.steps;
    const { losses, scores } = session.figures();
    const first = (values: Float32Array): number[] => [...values.subarray(0, taken)];
    return {
      epoch: whole ? epoch : epoch - 1,
      begun: whole ? notBegun : { losses: first(losses), scores: first(scores) },
      ...log!.progress,
      ownChoices: ownChoiceNames(this.options),
      weights: weights!,
      slots: session.copySlots()[0]!,
    };
  }

  private finish(session: FleetState): TrainingRun[] {
    const seconds = this.seconds;
    return this.logs.map((log, run) => {
      const { hyperparameters, seed } = this.members[run]!;
      const { epoch, weights } = log.result!;
      const data = dataOf(this.data, run);
      const network = networkOf(this.subject.network, run);
      return trainedRun({
        record: {
          hyperparameters,
          seed,
          dataset: { name: data.name, checksum: data.checksum },
          parameterCount: parameterCount(network),
          history: log.history,
          stepLosses: log.stepLosses,
          ...(this.options.diagnostics && { diagnostics: log.diagnostics }),
          ending: log.ended!.ending,
          endingReason: log.ended!.reason,
          engine: session.engine,
          keptEpoch: epoch,
          seconds,
        },
        network,
        loss: this.plan.loss,
        task: data.task,
        encoder: data.encoder,
        foreign: this.subject.foreign,
        weights,
        checkpoint: this.checkpoint,
      });
    });
  }

  private get seconds(): number {
    return (performance.now() - this.started) / 1000;
  }
}

/** An epoch at its end, or where it was broken off. */
interface EndedEpoch {
  readonly epoch: number;
  /** Steps taken. */
  readonly taken: number;
  readonly inputs: EpochInputs;
  /** Whether a run gets a record of it, run by run. */
  readonly measured: readonly boolean[];
}

/** Computes once, on first use. */
function lazily<T>(compute: () => T): () => T {
  let value: { readonly of: T } | undefined;
  return () => (value ??= { of: compute() }).of;
}
