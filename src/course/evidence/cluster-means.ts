import { mean } from "../../runtime/numbers.js";

/**
 * The mean of each cluster: the independent observations when several values share one random draw, such as four seeds on one data draw.
 *
 * @param values what was measured; an infinite loss and an infinite gain in one cluster cancel to 0
 * @param clusters for each value the cluster it belongs to
 * @returns one mean per cluster, in the order in which clusters first appear
 * @throws {RangeError} if there are not as many labels as values
 * @example
 * clusterMeans([1, 3, 10, 20], ["a", "a", "b", "b"]); // [2, 15]
 * @see Donner and Klar, "Design and analysis of cluster randomization trials in health research", 2000
 */
export function clusterMeans(values: readonly number[], clusters: readonly (string | number)[]): number[] {
  if (clusters.length !== values.length)
    throw new RangeError(
      `Cannot assign ${values.length} values to clusters: ${clusters.length} labels were given. Pass one label for each value.`,
    );
  return [...new Set(clusters)].map((cluster) => {
    const own = values.filter((_, place) => clusters[place] === cluster);
    const middle = mean(own);
    return Number.isNaN(middle) ? 0 : middle;
  });
}
