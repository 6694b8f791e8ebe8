import { dealOut, readIdx, type StoredOptions, type StoredSet } from "./stored-file.js";
import { splitIndices } from "../splits.js";

const publishedTraining = 4000;

/**
 * 5,000 synthetic digits drawn as one line of 40 points, as a sequence [time, features] so that dense, convolutional and
 * recurrent networks can all read it. The published 1,000 test examples are the test split; validation comes out of
 * the published 4,000.
 *
 * @see Greydanus and Kobak, "Scaling down deep learning with MNIST-1D", 2024
 */
export async function loadMnist1d({ seed }: StoredOptions): Promise<StoredSet> {
  const [signals, labels] = await Promise.all([
    readIdx("mnist1d-signals.idx.gz"),
    readIdx("mnist1d-labels.idx.gz"),
  ]);
  const [count, points] = signals.shape as readonly [number, number];
  const targets = Int32Array.from(labels.values);
  const dealt = splitIndices(
    publishedTraining,
    { validation: 0.2, test: 0 },
    seed,
    targets.subarray(0, publishedTraining),
  );
  const test = Int32Array.from(
    { length: count - publishedTraining },
    (_, place) => publishedTraining + place,
  );
  const classNames = Array.from({ length: 10 }, (_, digit) => String(digit));
  const parts = dealOut(
    { name: "mnist1d", task: "classification", inputShape: [points, 1], outputs: 10, classNames },
    { count, inputs: new Float32Array(signals.values), targets },
    { ...dealt, test },
  );
  return { parts, numericColumns: [] };
}
