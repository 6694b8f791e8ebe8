import type { RandomStream } from "../../../random/stream.js";

export interface BreedingRates {
  /** Chance that a child has two parents. */
  readonly crossover: number;
  /** Chance that a gene mutates. */
  readonly mutation: number;
}

/** How close children stay to their parents, and mutants to what they were: the larger, the closer. */
const distribution = 15;
/** Domains with at most this many values have no useful notion of "close": a mutant is any other value. */
const few = 10;

/**
 * A child of two parents.
 *
 * @param genomes the parents on offer, from the best to the worst, each gene in [0, 1]
 * @param cells per gene, how many values it can have
 */
export function breed(
  genomes: readonly (readonly number[])[],
  cells: readonly number[],
  rates: BreedingRates,
  random: RandomStream,
): number[] {
  const mother = genomes[tournament(genomes.length, random)]!;
  const father = genomes[tournament(genomes.length, random)]!;
  const crossed = random.uniform() < rates.crossover;
  return mother.map((gene, index) => {
    const inherited = crossed ? cross(gene, father[index]!, cells[index]!, random) : gene;
    return random.uniform() < rates.mutation ? mutate(inherited, cells[index]!, random) : inherited;
  });
}

/** The better of two drawn at random; as genomes are sorted, the smaller index. */
function tournament(count: number, random: RandomStream): number {
  return Math.min(random.integer(0, count - 1), random.integer(0, count - 1));
}

/**
 * Simulated binary crossover: a value near one of the parents, at a distance in proportion to theirs.
 *
 * @see Deb and Agrawal, "Simulated binary crossover for continuous search space", 1995
 */
function cross(a: number, b: number, cells: number, random: RandomStream): number {
  const [near, far] = random.uniform() < 0.5 ? [a, b] : [b, a];
  const u = random.uniform();
  if (cells <= few) return near;
  const power = 1 / (distribution + 1);
  const spread = u < 0.5 ? (2 * u) ** power : (2 - 2 * u) ** -power;
  return clamp(0.5 * ((1 + spread) * near + (1 - spread) * far));
}

/**
 * Polynomial mutation: small steps are likely, large ones possible.
 *
 * @see Deb and Goyal, "A combined genetic adaptive search (GeneAS) for engineering design", 1996
 */
function mutate(gene: number, cells: number, random: RandomStream): number {
  const u = random.uniform();
  if (cells <= few) return u;
  const power = 1 / (distribution + 1);
  return clamp(gene + (u < 0.5 ? (2 * u) ** power - 1 : 1 - (2 - 2 * u) ** power));
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
