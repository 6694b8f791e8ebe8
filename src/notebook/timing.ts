import { checkOptionNames } from "../runtime/nearest-name.js";

/** How long an action took, in milliseconds. */
export interface Timing {
  /** Of one run: the middle of all batches, the fastest and the slowest. */
  readonly median: number;
  readonly fastest: number;
  readonly slowest: number;
  /** How many runs there were. */
  readonly runs: number;
}

const batches = 7;

/**
 * Runs an action once and prints how long it took by the clock, and how long the processor worked.
 *
 * @param action What to run; a promise is awaited.
 * @returns What the action returns.
 * @throws Whatever the action throws.
 * @example
 * const sum = await time(() => [1, 2, 3].reduce((a, b) => a + b));
 * sum; // 6
 */
export async function time<T>(action: () => T | Promise<T>): Promise<T> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  try {
    return await action();
  } finally {
    const wall = performance.now() - began;
    const { user, system } = process.cpuUsage(cpu);
    console.log(`${inUnits(wall)} by the clock, ${inUnits((user + system) / 1000)} of processor time`);
  }
}

/**
 * Runs an action over and over, in seven batches, and says how long one run takes. Shown as the last expression of a cell.
 *
 * @param action What to run; a promise is awaited.
 * @param options `seconds`: about how long to measure, above 0; 1 if left out.
 * @returns The timing; runs that are fast are timed in batches, so that the clock is fine enough.
 * @throws {RangeError} Where `seconds` is not above 0, and whatever the action throws.
 * @example
 * const { median, fastest } = await timeit(() => Math.sqrt(2), { seconds: 0.05 });
 * fastest <= median; // true
 */
export async function timeit(
  action: () => unknown,
  options: { readonly seconds?: number } = {},
): Promise<Timing> {
  checkOptionNames("timeit", options, ["seconds"]);
  const { seconds = 1 } = options;
  if (!(seconds > 0))
    throw new RangeError(`Cannot time the action for ${String(seconds)} s: seconds must be above 0.`);
  const share = (1000 * seconds) / (batches + 1);
  let size = 1;
  while ((await batch(action, size)) < share / 2 && size < 2 ** 30) size *= 2;
  const times: number[] = [];
  for (let round = 0; round < batches; round++) times.push((await batch(action, size)) / size);
  times.sort((a, b) => a - b);
  const [fastest, median, slowest] = [times[0]!, times[(batches - 1) / 2]!, times.at(-1)!];
  return shown({ median, fastest, slowest, runs: batches * size });
}

/** How long so many runs take, in milliseconds. */
async function batch(action: () => unknown, size: number): Promise<number> {
  const began = performance.now();
  for (let run = 0; run < size; run++) {
    const result = action();
    if (result instanceof Promise) await result;
  }
  return performance.now() - began;
}

function shown(timing: Timing): Timing {
  const { median, fastest, slowest, runs } = timing;
  const text = `${inUnits(median)} a run (${inUnits(fastest)} to ${inUnits(slowest)}, ${runs} runs)`;
  const bundle = () => ({ "text/plain": text });
  return Object.defineProperty(timing, Symbol.for("Jupyter.display"), { value: bundle });
}

function inUnits(milliseconds: number): string {
  const units = [
    ["ns", 1e-6],
    ["µs", 1e-3],
    ["ms", 1],
  ] as const;
  const [unit, size] = units.find(([, each]) => milliseconds < 1000 * each) ?? ["s", 1000];
  return `${Number((milliseconds / size).toPrecision(3))} ${unit}`;
}
