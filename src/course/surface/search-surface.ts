import type { SearchPlane } from "../../charts/search-chart.js";
import { readDataFile } from "../../data/sets/stored-file.js";
import { readTable } from "../../data/table/table.js";
import { bilinear } from "../../runtime/bilinear.js";
import { mean } from "../../runtime/numbers.js";
import { surfaceRecipe } from "./recipe.js";

/** A learning rate with a weight decay: a point of the surface. */
export interface SurfacePlace {
  readonly learningRate: number;
  readonly weightDecay: number;
}

/** The ends of an axis of the surface, as `trial.suggestFloat` takes them. */
export interface SurfaceRange {
  readonly low: number;
  readonly high: number;
  readonly log: true;
}

/** A loss over learning rate and weight decay, measured by real runs, for searches to walk on without training. */
export interface SearchSurface extends SearchPlane {
  readonly space: { readonly learningRate: SurfaceRange; readonly weightDecay: SurfaceRange };
  /** The seeds that were trained at every measured place: 1 to 8. */
  readonly seeds: readonly number[];
  /** The data set: `loadDataset(data.name, data.options)`; with another `seed` in the options it is another draw. */
  readonly data: typeof surfaceRecipe.data;
  /** What all runs shared, for `train` and `sweep`: add a learning rate and a weight decay. */
  readonly base: typeof surfaceRecipe.base;
  /** The measured place with the lowest mean loss. */
  readonly best: SurfacePlace & { readonly loss: number };
  /** The validation loss at a place: the mean over the seeds, or what one seed gave. */
  loss(place: SurfacePlace, seed?: number): number;
  /** The validation accuracy at a place, the mean over the seeds. */
  accuracy(place: SurfacePlace): number;
}

/**
 * The surface on which chapters 20 to 24 let their searches walk: the validation loss of a small network on 500 examples of MNIST-1D,
 * trained by AdamW once with every combination of 22 learning rates, 20 weight decays and 8 seeds.
 *
 * Between the measured places it is interpolated (bilinear, in the logarithms of the axes), so that any place inside has a loss
 * at once. All places share their seeds: the losses of one seed, `loss(place, 3)`, hold the noise of single runs, in pairs.
 *
 * Its traps: with little decay, a first valley at small rates; behind it a mountain of overfitting, with a second valley on its other
 * side; and a cliff at large rates, beyond which the loss is that of guessing, ln 10. The lowest place has much of both.
 *
 * @returns the surface; pass it to `searchChart` as it is
 * @throws {Error} if the stored table is missing or damaged; its functions throw a RangeError for a place outside or an unknown seed
 * @example
 * const surface = await searchSurface();
 * surface.loss({ learningRate: 0.002, weightDecay: 0.01 }); // the mean over the seeds in the first valley, about 1.9
 * surface.loss({ learningRate: 0.002, weightDecay: 0.01 }, 3); // what seed 3 gave there
 * surface.best.loss; // about 1.6
 * @see datasets/README.md, on how it was measured
 */
export async function searchSurface(): Promise<SearchSurface> {
  const { axes, single, accuracies } = await readMeasured();
  const [rates, decays] = [axes[0].values, axes[1].values];
  const [x, y] = [rates.map(Math.log), decays.map(Math.log)];
  const { seeds, base, data } = surfaceRecipe;
  const losses = meanTable(single);
  const read = (values: Table, place: SurfacePlace): number => {
    for (const { name, values: measured } of axes) checkInside(name, place[name], measured);
    return bilinear({ x, y, values }, Math.log(place.learningRate), Math.log(place.weightDecay));
  };
  return {
    ...{ axes, losses, seeds, data, base },
    space: { learningRate: rangeOf(rates), weightDecay: rangeOf(decays) },
    best: lowestOf(losses, rates, decays),
    loss: (place, seed) => read(seed === undefined ? losses : single[placeOf(seed)]!, place),
    accuracy: (place) => read(accuracies, place),
  };
}

/** A number for each measured place: a row for each learning rate. */
type Table = readonly (readonly number[])[];

/** The stored table: the two axes, the losses of each seed, the mean accuracies. */
async function readMeasured() {
  const { columns } = readTable((await readDataFile("search-surface.csv")).toString("utf8"));
  const column = (name: string): number[] => columns.find((each) => each.name === name)!.cells.map(Number);
  const rates = [...new Set(column("learningRate"))];
  const decays = [...new Set(column("weightDecay"))];
  const table = (name: string): Table => {
    const cells = column(name);
    return rates.map((_, row) => cells.slice(row * decays.length, (row + 1) * decays.length));
  };
  const axes = [
    { name: "learningRate", values: rates },
    { name: "weightDecay", values: decays },
  ] as const;
  return {
    axes,
    single: surfaceRecipe.seeds.map((seed) => table(`loss${seed}`)),
    accuracies: table("accuracy"),
  };
}

const meanTable = (tables: readonly Table[]): number[][] =>
  tables[0]!.map((row, i) => row.map((_, j) => mean(tables.map((table) => table[i]![j]!))));

function lowestOf(losses: Table, rates: readonly number[], decays: readonly number[]): SearchSurface["best"] {
  const places = rates.flatMap((learningRate, i) =>
    decays.map((weightDecay, j) => ({ learningRate, weightDecay, loss: losses[i]![j]! })),
  );
  return places.reduce((best, place) => (place.loss < best.loss ? place : best));
}

const rangeOf = (values: readonly number[]): SurfaceRange => ({
  low: values[0]!,
  high: values.at(-1)!,
  log: true,
});

function checkInside(name: string, value: number, values: readonly number[]): void {
  const { low, high } = rangeOf(values);
  // A last digit lost in a logarithm is no other place.
  if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) return;
  throw new RangeError(
    `Cannot read the surface at ${name} ${value}: it was measured from ${low} to ${high}. Keep the search inside.`,
  );
}

function placeOf(seed: number): number {
  const place = surfaceRecipe.seeds.findIndex((each) => each === seed);
  if (place >= 0) return place;
  throw new RangeError(
    `Cannot read the surface for seed ${seed}: it was measured with ${surfaceRecipe.seeds.join(", ")}. Train for another one.`,
  );
}
