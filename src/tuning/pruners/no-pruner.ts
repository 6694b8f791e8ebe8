import type { Pruner } from "./pruner.js";

/** Lets every trial run to its end: what the others are compared with. */
export function noPruner(): Pruner {
  return { name: "none", shouldPrune: () => false };
}
