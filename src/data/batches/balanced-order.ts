import type { RandomStream } from "../../random/stream.js";
import { shuffledIndices } from "../../random/shuffled.js";
import { examplesByClass } from "../splits/stratified-order.js";

/** Deals the members of one class out in random order, again and again: nobody comes twice before everybody came once. */
function dealer(members: readonly number[], random: RandomStream): () => number {
  let order: Int32Array = new Int32Array(0);
  let dealt = 0;
  return () => {
    if (dealt === order.length) {
      order = shuffledIndices(members.length, random);
      dealt = 0;
    }
    return members[order[dealt++]!]!;
  };
}

/**
 * As many positions as there are examples, the classes taking turns in an order drawn anew for every round: any stretch
 * holds every class equally often, to within one. Rare classes repeat within the epoch, examples of frequent ones may not come.
 */
export function balancedOrder(classes: ArrayLike<number>, random: RandomStream): Int32Array {
  const dealers = examplesByClass(classes)
    .filter((members) => members.length > 0)
    .map((members) => dealer(members, random));
  let round: Int32Array = new Int32Array(0);
  return Int32Array.from({ length: classes.length }, (_, place) => {
    const turn = place % dealers.length;
    if (turn === 0) round = shuffledIndices(dealers.length, random);
    return dealers[round[turn]!]!();
  });
}
