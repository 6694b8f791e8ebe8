import { dominates } from "../study/best-trials.js";

/**
 * The front that each point is on: 0 for those that none dominates, 1 for those that only front 0 dominates, ….
 *
 * @param points losses, smaller is better in each
 * @see Deb et al., "A fast and elitist multiobjective genetic algorithm: NSGA-II", 2002
 */
export function frontRanks(points: readonly (readonly number[])[]): number[] {
  const ranks = points.map(() => -1);
  let rest = [...points.keys()];
  for (let front = 0; rest.length > 0; front++) {
    const best = rest.filter((a) => !rest.some((b) => dominates(points[b]!, points[a]!)));
    for (const index of best) ranks[index] = front;
    rest = rest.filter((index) => ranks[index] === -1);
  }
  return ranks;
}

/**
 * Crowding distance: how far apart each point's neighbours on its front are, summed over objectives; infinite at its
 * ends.
 */
export function crowdingDistances(
  points: readonly (readonly number[])[],
  ranks: readonly number[],
): number[] {
  const distances = points.map(() => 0);
  for (const front of new Set(ranks)) {
    const members = [...points.keys()].filter((index) => ranks[index] === front);
    for (let objective = 0; objective < points[0]!.length; objective++)
      addGaps(members, (index) => points[index]![objective]!, distances);
  }
  return distances;
}

function addGaps(members: readonly number[], loss: (index: number) => number, distances: number[]): void {
  const sorted = [...members].sort((a, b) => loss(a) - loss(b));
  const range = loss(sorted.at(-1)!) - loss(sorted[0]!);
  sorted.forEach((index, place) => {
    const inner = place > 0 && place < sorted.length - 1;
    if (!inner) distances[index] = Number.POSITIVE_INFINITY;
    else if (range > 0) distances[index]! += (loss(sorted[place + 1]!) - loss(sorted[place - 1]!)) / range;
  });
}
