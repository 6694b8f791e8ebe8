import type { DatasetParts } from "../checksum.js";
import type { Split } from "../dataset.js";
import { shuffledIndices } from "../../random/shuffled.js";
import { stream, type RandomStream } from "../../random/stream.js";
import { takeRows } from "../splits/take-rows.js";

/** What every generated set is drawn with. */
export interface GeneratedOptions {
  /** Training examples. */
  readonly examples: number;
  readonly seed: number;
  /** Standard deviation of the normal noise. */
  readonly noise: number;
}

/** Validation and test are drawn anew, so their size does not depend on that of the training split. */
const heldOut = { validation: 200, test: 400 };

/** Draws the three splits from independent streams and puts each in random order. */
export function drawSplits(
  { examples, seed }: GeneratedOptions,
  draw: (count: number, random: RandomStream, split: string) => Split,
): Pick<DatasetParts, "train" | "validation" | "test"> {
  const one = (split: string, count: number): Split => {
    const drawn = draw(count, stream(seed, `data/${split}`), split);
    return takeRows(drawn, shuffledIndices(count, stream(seed, `data order/${split}`)));
  };
  return {
    train: one("train", examples),
    validation: one("validation", heldOut.validation),
    test: one("test", heldOut.test),
  };
}
