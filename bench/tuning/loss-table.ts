/** One parameter of a table of losses: `count` values spaced evenly from `low` to `high`, on a logarithmic scale where `log` says so. */
export interface TableAxis {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  readonly count: number;
}

/** The loss at every combination of the axes' values, those of the last axis next to each other. */
export interface LossTable {
  readonly axes: readonly TableAxis[];
  readonly losses: readonly number[];
}

/** The values of an axis. */
export function valuesOf({ low, high, log, count }: TableAxis): number[] {
  return Array.from({ length: count }, (_, place) => {
    const share = place / (count - 1);
    return log ? low * (high / low) ** share : low + share * (high - low);
  });
}

/** The loss between the values of the table: linear along each axis, so that no point is below the lowest entry. */
export function lossAt({ axes, losses }: LossTable, point: readonly number[]): number {
  let corners = [{ index: 0, weight: 1 }];
  axes.forEach((axis, at) => {
    const place = placeOn(axis, point[at]!);
    const below = Math.min(axis.count - 2, Math.floor(place));
    const above = place - below;
    corners = corners.flatMap(({ index, weight }) => [
      { index: index * axis.count + below, weight: weight * (1 - above) },
      { index: index * axis.count + below + 1, weight: weight * above },
    ]);
  });
  return corners.reduce((sum, { index, weight }) => sum + weight * losses[index]!, 0);
}

function placeOn({ low, high, log, count }: TableAxis, value: number): number {
  const share = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return Math.min(1, Math.max(0, share)) * (count - 1);
}
