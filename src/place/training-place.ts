import { AsyncLocalStorage } from "node:async_hooks";

const places = new AsyncLocalStorage<string>();

/**
 * Runs something whose sweeps are to be trained elsewhere.
 *
 * @param on address of a cluster; undefined leaves everything as it is
 */
export function trainingOn<Result>(on: string | undefined, run: () => Result): Result {
  return on === undefined ? run() : places.run(on, run);
}

/** Where sweeps are to be trained that do not say it themselves: an address, or undefined for this machine. */
export const trainingPlace = (): string | undefined => places.getStore();
