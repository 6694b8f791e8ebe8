import { asImages, flatten } from "./layers/shapes.js";
import { convolution, globalMaxPooling, pooling } from "./layers/convolution.js";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { assemble } from "./assemble.js";
import { noiseLayers, outputLayer, unitsOptions } from "./dense-network.js";
import { hiddenBlock, type HiddenBlock } from "./hidden-block.js";
import { sizeOf } from "./initializers.js";
import type { Layer } from "./layers/layer.js";
import type { Network, NetworkShape } from "./network.js";

type Extent = readonly [number, number];

/**
 * Convolutional layers, then a linear layer on all that is left of the image. Sequences are images of height 1.
 *
 * `units` is the number of filters. Each layer halves the image (as `pooling` says) as long as both sides that are
 * longer than 1 stay at least 2 long, so that five layers fit an image of 8×8. With `"globalMax"` none does, and only the largest
 * response of each filter in the last layer goes on.
 *
 * @throws {RangeError} if examples are plain lists of features, or `kernelSize` is larger than the image
 */
export function convolutionalNetwork(choice: Hyperparameters, data: NetworkShape): Network {
  const images = asImages(data.inputShape);
  checkKernelSize(choice.kernelSize, images.outputShape);
  const hidden: HiddenBlock[] = [];
  let shape = images.outputShape;
  for (let index = 1; index <= choice.layers; index++) {
    const block = convolutionalBlock(index, choice, shape);
    hidden.push(block);
    shape = block.outputShape;
  }
  const row = choice.pooling === "globalMax" ? globalMaxPooling(shape) : flatten(shape);
  const after = [row, outputLayer(choice, sizeOf(row.outputShape), data.outputs)];
  return assemble(data, { before: [...noiseLayers(choice, data), images], hidden, after, batched: false });
}

function convolutionalBlock(index: number, choice: Hyperparameters, shape: readonly number[]): HiddenBlock {
  const halving = halvingOf(shape);
  const still: Extent = [1, 1];
  const sums = convolution(shape, {
    ...unitsOptions(`convolution${index}`, choice),
    window: [Math.min(shape[0]!, choice.kernelSize), choice.kernelSize],
    strides: choice.pooling === "stride" ? halving : still,
  });
  const pools = choice.pooling === "max" || choice.pooling === "average";
  const after: Layer[] =
    pools && sizeOf(halving) > 1 ? [pooling(choice.pooling, sums.outputShape, halving)] : [];
  return hiddenBlock(index, choice, shape, sums, after);
}

/** By what each side is divided: 2 where that leaves at least 2. */
function halvingOf([height, width]: readonly number[]): Extent {
  const fits = (side: number): boolean => side === 1 || side >= 4;
  if (!fits(height!) || !fits(width!)) return [1, 1];
  return [height === 1 ? 1 : 2, width === 1 ? 1 : 2];
}

function checkKernelSize(kernelSize: number, [height, width]: readonly number[]): void {
  const smallest = height === 1 ? width! : Math.min(height!, width!);
  if (kernelSize > smallest)
    throw new RangeError(
      `Cannot build a network with kernelSize = ${kernelSize}: the window must fit into the input, ` +
        `which is ${height!} × ${width!}. Use kernelSize = ${Math.min(3, smallest)}.`,
    );
}
