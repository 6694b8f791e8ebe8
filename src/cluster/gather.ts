import { setTimeout as wait } from "node:timers/promises";

/**
 * Collects what is handed in one by one and works on it in groups: all that arrived within `pause`, or while the group
 * before was worked on, makes the next ones.
 *
 * @param groups how items are sorted into groups; the order of groups is that of their first item
 * @param work what is done with a group; its results belong to the items in order
 * @param pause milliseconds to wait for company
 * @returns hands one item in; settles with its result, or with what `work` threw for its group
 */
export function gather<Item, Result>(
  groups: (items: readonly Item[]) => readonly (readonly Item[])[],
  work: (group: readonly Item[]) => Promise<readonly Result[]>,
  pause: number,
): (item: Item) => Promise<Result> {
  interface Waiting {
    readonly resolve: (result: Result) => void;
    readonly reject: (reason: unknown) => void;
  }
  const waiting = new Map<Item, Waiting>();
  let busy = false;
  const workOnAll = async (): Promise<void> => {
    busy = true;
    await wait(pause);
    while (waiting.size > 0) {
      const arrived = new Map(waiting);
      waiting.clear();
      for (const group of groups([...arrived.keys()])) {
        const callers = group.map((item) => arrived.get(item)!);
        try {
          const results = await work(group);
          callers.forEach((caller, at) => {
            caller.resolve(results[at]!);
          });
        } catch (reason) {
          for (const caller of callers) caller.reject(reason);
        }
      }
      await wait(pause);
    }
    busy = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.set(item, { resolve, reject });
      if (!busy) void workOnAll();
    });
}
