import type { Dataset, Split } from "../../data/dataset.js";
import type { FleetMember } from "./subject.js";

/** The data of a fleet: one set for all runs, or several of one shape, of which each run has one. */
export interface FleetData {
  /** The different sets, the first that of run 0. */
  readonly sets: readonly [Dataset, ...Dataset[]];
  /** The place in `sets` of each run's own. */
  readonly places: readonly number[];
}

/** @param data what a run trains on that has no data of its own */
export function fleetData(data: Dataset, members: readonly Pick<FleetMember, "data">[]): FleetData {
  const ofRuns = members.map(({ data: own = data }) => own);
  const sets = [...new Set(ofRuns)] as [Dataset, ...Dataset[]];
  return { sets, places: ofRuns.map((one) => sets.indexOf(one)) };
}

/** The data set of a run. */
export const dataOf = ({ sets, places }: FleetData, run: number): Dataset => sets[places[run]!]!;

/** Where the examples of each run's own set begin in `stackedSplit`. */
export const startsOf = ({ sets, places }: FleetData, part: "train" | "validation"): number[] =>
  places.map((place) => place * sets[0][part].count);

/** The examples of all sets, one set after the other. */
export function stackedSplit({ sets }: FleetData, part: "train" | "validation"): Split {
  const splits = sets.map((set) => set[part]);
  const [first] = splits as [Split, ...Split[]];
  if (splits.length === 1) return first;
  const count = first.count * splits.length;
  const inputs = new Float32Array(first.inputs.length * splits.length);
  const numbers = first.targets.length * splits.length;
  const targets = first.targets instanceof Int32Array ? new Int32Array(numbers) : new Float32Array(numbers);
  splits.forEach((split, place) => {
    inputs.set(split.inputs, place * first.inputs.length);
    targets.set(split.targets, place * first.targets.length);
  });
  return { count, inputs, targets };
}

/** What sets must have in common to be those of one fleet, in words. */
const traits = ({ task, inputShape, outputs, train, validation }: Dataset): Record<string, string> => ({
  task,
  "input shape": `[${inputShape.join(", ")}]`,
  outputs: String(outputs),
  "training examples": String(train.count),
  "validation examples": String(validation.count),
});

/** @throws {RangeError} if the sets differ in more than their numbers */
export function checkSameShape({ sets, places }: FleetData): void {
  const [first, ...others] = sets;
  for (const other of others) {
    const [wanted, given] = [traits(first), traits(other)];
    const name = Object.keys(wanted).find((trait) => wanted[trait] !== given[trait]);
    if (name !== undefined)
      throw new RangeError(
        `Cannot train run ${places.indexOf(sets.indexOf(other))} together with run 0: their data sets differ in ${name}, ` +
          `"${first.name}" has ${wanted[name]!} and "${other.name}" has ${given[name]!}. ` +
          "Give sets of one shape, or train the runs one by one.",
      );
  }
}
