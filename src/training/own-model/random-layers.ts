import type { Tensor } from "@tensorflow/tfjs";
import { normalFromUniform } from "../../models/layers/noise.js";
import type { ForwardContext } from "../../models/network.js";
import { tf } from "../../tensorflow/tensorflow.js";
import type { OwnLayer, OwnModel } from "./own-model.js";
import type { Replacement } from "./with-replaced.js";

/** Uniform numbers in [0, 1), of a shape. */
type Draw = (shape: readonly number[]) => Tensor;

/** A layer of tfjs that draws random numbers: dropout in its variants, noise, or a recurrent cell. */
interface RandomLayer extends OwnLayer {
  readonly rate?: number;
  readonly stddev?: number;
  readonly noiseShape?: readonly (number | null)[];
  readonly dropout?: number;
  readonly recurrentDropout?: number;
  getNoiseShape?(inputs: Tensor): readonly (number | null)[] | undefined;
}

/** What a random layer does to its inputs during training. */
type Change = (x: Tensor, layer: RandomLayer, draw: Draw) => Tensor;

/** 1 where a number stays, 0 where it is dropped. */
function kept(x: Tensor, layer: RandomLayer, draw: Draw): Tensor {
  const shape = layer.getNoiseShape?.(x) ?? layer.noiseShape ?? x.shape;
  const noise = draw(shape.map((side, axis) => side ?? x.shape[axis]!));
  return tf.cast(tf.greaterEqual(noise, layer.rate ?? 0), "float32");
}

const dropout: Change = (x, layer, draw) => tf.mul(x, tf.div(kept(x, layer, draw), 1 - (layer.rate ?? 0)));

/** −α·scale of SELU: what dropped numbers become. */
const seluFloor = -1.7580993408473766;

const changes: Readonly<Record<string, Change>> = {
  Dropout: dropout,
  SpatialDropout1D: dropout,
  GaussianNoise: (x, { stddev = 0 }, draw) => tf.add(x, tf.mul(stddev, normal(x.shape, draw))),
  /** x·N(1, p / (1 − p)) */
  GaussianDropout: (x, { rate = 0 }, draw) =>
    tf.mul(x, tf.add(1, tf.mul(Math.sqrt(rate / (1 - rate)), normal(x.shape, draw)))),
  /** Dropped numbers become SELU's floor, and all are scaled so that mean and variance are preserved (Klambauer et al., 2017). */
  AlphaDropout: (x, layer, draw) => {
    const { rate = 0 } = layer;
    const stays = kept(x, layer, draw);
    const scale = ((1 - rate) * (1 + rate * seluFloor ** 2)) ** -0.5;
    const mixed = tf.add(tf.mul(x, stays), tf.mul(seluFloor, tf.sub(1, stays)));
    return tf.add(tf.mul(scale, mixed), -scale * seluFloor * rate);
  },
};

/**
 * tfjs draws random numbers in JavaScript, which a graph would repeat in every step, and without the run's seed. These
 * replacements draw all of them from the run's noise, with separate numbers for each use of a layer.
 *
 * @param layers of the whole model
 */
export function randomLayers(
  model: OwnModel,
  layers: readonly OwnLayer[],
  context: ForwardContext,
): Replacement[] {
  const draw = drawFrom(context);
  // A top-level layer draws under its own number; further uses of it, and nested layers, get the numbers after those.
  let last = model.layers.length + 1;
  const firsts = new Map(model.layers.map((layer, index) => [layer, index + 1]));
  const next = (layer: OwnLayer): Draw => {
    const number = firsts.get(layer) ?? ++last;
    firsts.delete(layer);
    return (shape) => draw(number, shape);
  };
  return layers.flatMap((layer: RandomLayer): Replacement[] => {
    const change = changes[layer.getClassName()];
    if (change) return [{ target: layer, members: { call: changed(layer, change, next, context.training) } }];
    if (!dropsInside(layer)) return [];
    const dropoutFunc = (x: Tensor, rate: number): Tensor =>
      tf.mul(x, tf.div(tf.cast(tf.greaterEqual(next(layer)(x.shape), rate), "float32"), 1 - rate));
    return [{ target: layer, members: { dropoutFunc } }];
  });
}

function changed(
  layer: RandomLayer,
  change: Change,
  next: (layer: OwnLayer) => Draw,
  training: boolean,
): OwnLayer["call"] {
  return (inputs) => {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    if (!training || (layer.rate ?? layer.stddev ?? 0) === 0) return x;
    return change(x, layer, next(layer));
  };
}

/** Whether it is a cell with dropout on its inputs or its recurrent state. */
const dropsInside = ({ dropout: rate = 0, recurrentDropout = 0, cell }: RandomLayer): boolean =>
  cell === undefined && (rate > 0 || recurrentDropout > 0);

/** Of any shape: the run's noise comes by examples, and a layer may have folded them into another axis. */
function drawFrom(context: ForwardContext): (number: number, shape: readonly number[]) => Tensor {
  const examples = context.mask.shape[1]!;
  return (number, shape) => {
    const size = shape.reduce((product, side) => product * side, 1);
    const all = tf.reshape(context.noise(number, [Math.ceil(size / examples)]), [-1]);
    return tf.reshape(size % examples === 0 ? all : tf.slice(all, [0], [size]), [...shape]);
  };
}

function normal(shape: readonly number[], draw: Draw): Tensor {
  const size = shape.reduce((product, side) => product * side, 1);
  return tf.reshape(normalFromUniform(draw([1, 1, 2, size])), [...shape]);
}

/** A recurrent cell of tfjs keeps its last dropout masks until it is applied again. */
export function forgetMasks(layers: readonly OwnLayer[]): void {
  for (const layer of layers) {
    const cell = layer as Partial<
      Record<"dropoutMask" | "recurrentDropoutMask", Tensor | readonly Tensor[] | null>
    >;
    for (const name of ["dropoutMask", "recurrentDropoutMask"] as const) {
      const masks = cell[name];
      if (masks === undefined || masks === null) continue;
      for (const mask of [masks].flat()) mask.dispose();
      cell[name] = null;
    }
  }
}
