/** @throws {RangeError} if `value` is not a whole number ≥ `least` */
export function checkWhole(pruner: string, option: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new RangeError(
    `Cannot make a ${pruner}: ${option} is ${value}, it must be a whole number of at least ${least}.`,
  );
}
