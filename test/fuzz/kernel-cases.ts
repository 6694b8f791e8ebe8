import { setTimeout as wait } from "node:timers/promises";
import type fc from "fast-check";
import { startKernel, type CellOutcome, type KernelUnderTest } from "../kernel/kernel-client.js";
import { tryCases, type FuzzOutcome } from "./fuzz.js";

/** Longer than any cell of these tests takes on a busy machine, in milliseconds. */
const patience = 60_000;

/** Tries cases in one kernel, which must still compute after each. */
export async function tryInKernel<Case>(
  arbitrary: fc.Arbitrary<Case>,
  predicate: (value: Case, kernel: KernelUnderTest) => Promise<string>,
  options: { readonly cases: number; readonly seed: number },
): Promise<FuzzOutcome> {
  const kernel = await startKernel();
  try {
    return await tryCases(
      arbitrary,
      async (value) => {
        const ending = await predicate(value, kernel);
        await computes(kernel);
        return ending;
      },
      { ...options, shrinks: 30 },
    );
  } finally {
    await kernel.kill();
  }
}

/** Runs a cell that must end. */
export async function endOf(kernel: KernelUnderTest, code: string, limit = patience): Promise<CellOutcome> {
  const outcome = await Promise.race([kernel.run(code), wait(limit, undefined)]);
  if (outcome !== undefined) return outcome;
  throw new Error(`The cell did not end. The kernel's log: ${kernel.log().slice(-500)}`);
}

export async function computes(kernel: KernelUnderTest): Promise<void> {
  const { result, error } = await endOf(kernel, "6 * 7");
  if (result !== "42") throw new Error(`Afterwards 6 * 7 gave ${String(result)}: ${error}`);
}

/** Presses stop. */
export async function stop(kernel: KernelUnderTest): Promise<void> {
  await kernel.send("control", kernel.frames(kernel.message("interrupt_request", {})));
}
