import type { Split } from "../dataset.js";

/** The named rows of a flat array of equally long rows. */
function rows<Values extends Float32Array | Int32Array>(
  values: Values,
  width: number,
  which: Int32Array,
): Values {
  const taken = values.slice(0, 0).constructor as new (length: number) => Values;
  const result = new taken(which.length * width);
  which.forEach((row, place) => {
    result.set(values.subarray(row * width, (row + 1) * width), place * width);
  });
  return result;
}

/** The examples at the given positions, in that order, as a split of their own. */
export function takeRows(all: Split, which: Int32Array): Split {
  return {
    count: which.length,
    inputs: rows(all.inputs, all.inputs.length / all.count, which),
    targets: rows(all.targets, all.targets.length / all.count, which),
  };
}
