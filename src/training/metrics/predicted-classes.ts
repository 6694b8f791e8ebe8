/**
 * The class with the largest output for each example; the first of them if several are equal.
 *
 * @param outputs logits or probabilities, examples × classes, flat
 * @example
 * predictedClasses([0.1, 0.9, 0.8, 0.2], 2); // Int32Array [1, 0]
 */
export function predictedClasses(outputs: ArrayLike<number>, classes: number): Int32Array {
  return Int32Array.from({ length: outputs.length / classes }, (_, example) => {
    let best = 0;
    for (let index = 1; index < classes; index++)
      if (outputs[example * classes + index]! > outputs[example * classes + best]!) best = index;
    return best;
  });
}
