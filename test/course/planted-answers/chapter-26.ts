import { noPruner, type Pruner } from "../../../src/tuning/pruners/pruner.js";
import { successiveHalvingPruner } from "../../../src/tuning/pruners/halving-pruners.js";

function bracketBill(n: number, r: number, most: number, eta: number): number {
  let [alive, behind, cost] = [n, r, n * r];
  while (behind * eta <= most && Math.floor(alive / eta) > 0) {
    alive = Math.floor(alive / eta);
    cost += alive * behind * (eta - 1);
    behind *= eta;
  }
  return cost;
}

const inOrder = (losses: readonly number[]): number[] =>
  [...losses.keys()].sort((a, b) => losses[a]! - losses[b]!);

const promoteNext = (losses: readonly number[], promoted: readonly boolean[], eta: number): number =>
  inOrder(losses)
    .slice(0, Math.floor(losses.length / eta))
    .find((place) => !promoted[place]) ?? -1;

const halving = successiveHalvingPruner({ reductionFactor: 3 });

const likeWithLike: Pruner = {
  name: "like with like",
  shouldPrune: ({ name, directions, trials }, trial) => {
    const alike = trials.filter(({ params }) => params["schedule"] === trial.params["schedule"]);
    return halving.shouldPrune({ name, directions, trials: alike }, trial);
  },
};

const sparing: Pruner = {
  name: "sparing",
  shouldPrune: (study, trial) =>
    trial.params["schedule"] !== "oneCycle" && likeWithLike.shouldPrune(study, trial),
};

/** The exercises of chapter 26: the right answer and wrong ones with the hint they must get. */
export const planted26 = {
  "26.1": {
    right: bracketBill,
    wrong: [
      { answer: 297, hint: /the function itself/ },
      { answer: (n: number, _r: number, most: number) => n * most, hint: /every trial to the end/ },
      { answer: (n: number, r: number) => 4 * n * r, hint: /trains the survivors anew/ },
      { answer: (n: number, r: number) => n * r, hint: /= 81/ },
      { answer: (n: number) => 3 * n, hint: /Trials come whole/ },
      {
        answer: (n: number, r: number) => bracketBill(n, r, 1000 * r, 3),
        hint: /Stop at R epochs/,
      },
    ],
  },
  "26.2": {
    right: promoteNext,
    wrong: [
      { answer: 1, hint: /the function itself/ },
      { answer: (losses: readonly number[]) => inOrder(losses)[0]!, hint: /a third is none/ },
      {
        answer: (losses: readonly number[], promoted: readonly boolean[], eta: number) =>
          losses.length < eta ? -1 : inOrder(losses).findIndex((place) => !promoted[place]),
        hint: /its place is 1/,
      },
      {
        answer: (losses: readonly number[], promoted: readonly boolean[], eta: number) =>
          losses.length < eta ? -1 : inOrder(losses).find((place) => !promoted[place])!,
        hint: /not the second best/,
      },
      {
        answer: (losses: readonly number[], promoted: readonly boolean[], eta: number) =>
          promoted.filter(Boolean).length < Math.floor(losses.length / eta)
            ? (inOrder(losses).find((place) => !promoted[place]) ?? -1)
            : -1,
        hint: /takes nothing from it/,
      },
      {
        answer: (losses: readonly number[], promoted: readonly boolean[]) => promoteNext(losses, promoted, 3),
        hint: /η is given/,
      },
    ],
  },
  "26.3": {
    right: likeWithLike,
    wrong: [
      { answer: () => true, hint: /an object with a name/ },
      { answer: noPruner(), hint: /must still halve/ },
      { answer: { name: "all", shouldPrune: () => true }, hint: /second of seven/ },
      { answer: halving, hint: /must go on, even if/ },
      { answer: sparing, hint: /not be spared altogether/ },
    ],
  },
};
