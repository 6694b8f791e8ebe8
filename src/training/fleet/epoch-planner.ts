import { learningRateSchedule, type Schedule } from "../../hyperparameters/schedules.js";
import { batchPlan, stepsPerEpoch, type BatchPlan } from "../../data/batches.js";
import { stream, type RandomStream } from "../../random/stream.js";
import { dataOf, startsOf, type FleetData } from "./fleet-data.js";
import { fleetIndices } from "./fleet-inputs.js";
import type { FleetMember } from "./subject.js";
import type { EpochInputs } from "./fleet-state.js";

/** Plans epochs for a fleet: which examples each step of each run uses, and at which rate. */
export class EpochPlanner {
  readonly stepsPerEpoch: number;
  private readonly schedules: readonly Schedule[];
  /** Runs with the same data, seed and selection see the same batches, so they share one order. */
  private readonly orders = new Map<string, RandomStream>();

  constructor(
    private readonly data: FleetData,
    private readonly members: readonly FleetMember[],
    own?: Schedule,
  ) {
    this.stepsPerEpoch = stepsPerEpoch(data.sets[0].train.count, members[0]!.hyperparameters.batchSize);
    this.schedules = members.map(({ hyperparameters }) =>
      own ? checkedSchedule(own) : learningRateSchedule(hyperparameters, this.stepsPerEpoch),
    );
  }

  /** Passes over epochs that were trained earlier, so that the next are drawn as they would have been. */
  skip(epochs: number): void {
    for (let epoch = 0; epoch < epochs; epoch++) this.drawBatches();
  }

  /** The next epoch, 1 for the first. @param rateFactors what plateaus multiply each run's rate by */
  plan(epoch: number, rateFactors: readonly number[]): EpochInputs {
    const firstStep = (epoch - 1) * this.stepsPerEpoch;
    const learningRates = new Float32Array(this.stepsPerEpoch * this.members.length);
    for (let step = 0; step < this.stepsPerEpoch; step++)
      this.schedules.forEach((schedule, run) => {
        learningRates[step * this.members.length + run] = schedule(firstStep + step) * rateFactors[run]!;
      });
    const indices = fleetIndices(this.drawBatches(), startsOf(this.data, "train"));
    return { indices, learningRates, firstStep };
  }

  private drawBatches(): BatchPlan[] {
    const drawn = new Map<string, BatchPlan>();
    return this.members.map(({ hyperparameters: { batchSelection, batchSize }, seed }, run) => {
      const key = `${this.data.places[run]!}/${batchSelection}/${seed}`;
      const { train } = dataOf(this.data, run);
      const plan = drawn.get(key) ?? batchPlan(batchSelection, train, batchSize, this.orderOf(key, seed));
      drawn.set(key, plan);
      return plan;
    });
  }

  private orderOf(key: string, seed: number): RandomStream {
    const order = this.orders.get(key) ?? stream(seed, "batches");
    this.orders.set(key, order);
    return order;
  }
}

/** A custom schedule, which may return anything. */
function checkedSchedule(own: Schedule): Schedule {
  return (step) => {
    const rate: unknown = own(step);
    if (typeof rate === "number" && rate >= 0 && rate < Infinity) return rate;
    throw new RangeError(
      `Cannot train with this schedule: at step ${step} it returned ${String(rate)}, and a learning rate must be a finite number, 0 or more.`,
    );
  };
}
