import type { LayersModel, Tensor } from "@tensorflow/tfjs";

/** One array of weights of a layer, with the members the trainer reads and replaces. */
export interface LayerVariable {
  readonly name: string;
  readonly shape: readonly number[];
  readonly constraint: unknown;
  read: () => Tensor;
  write: (value: Tensor) => unknown;
}

/** Dimensions of a shape, the batch first; null where a dimension depends on the data. */
export type Shape = readonly (number | null)[];

/** One use of a layer in a model. */
interface LayerNode {
  readonly outboundLayer: OwnLayer;
  /** One shape or several; missing where only the model's identity matters. */
  readonly outputShapes?: Shape | readonly Shape[] | null;
}

/** A layer, or a model inside a model, with the members the trainer reads and replaces. */
export interface OwnLayer {
  readonly name: string;
  readonly trainable: boolean;
  readonly inboundNodes: readonly LayerNode[];
  readonly losses: readonly (() => Tensor)[];
  readonly activityRegularizer?: unknown;
  readonly stateful?: boolean;
  readonly trainableWeights: readonly LayerVariable[];
  readonly activation?: { apply: (x: Tensor, axis?: number) => Tensor; getClassName(): string };
  call: (inputs: Tensor | Tensor[], options: { readonly training?: boolean }) => Tensor | Tensor[];
  getClassName(): string;
  // What layers are made of: a model of layers, a wrapper of one or two, a recurrent layer of a cell, a cell of cells.
  readonly layers?: readonly OwnLayer[];
  readonly layer?: OwnLayer;
  readonly forwardLayer?: OwnLayer;
  readonly backwardLayer?: OwnLayer;
  readonly cell?: OwnLayer;
  readonly cells?: readonly OwnLayer[];
}

/** A symbolic tensor of the model's graph, and the layer it comes from. */
interface SymbolicTensor {
  readonly shape: Shape;
  readonly sourceLayer: OwnLayer;
}

/** A `tf.LayersModel` as the trainer sees it: its types leave these members out. */
export interface OwnModel extends OwnLayer {
  readonly weights: readonly LayerVariable[];
  readonly layers: readonly OwnLayer[];
  readonly inputs: readonly SymbolicTensor[];
  readonly outputs: readonly SymbolicTensor[];
  /** All uses of its layers, by their distance from the output. */
  readonly nodesByDepth: Readonly<Record<string, readonly LayerNode[]>>;
  apply(inputs: Tensor, options: { readonly training: boolean }): Tensor | Tensor[];
  predict(inputs: Tensor): Tensor | Tensor[];
  getConfig(): unknown;
  readonly built: boolean;
  build(inputShape: Shape): void;
}

/** The model with the members the trainer needs. */
export const ownModel = (model: LayersModel): OwnModel => model as unknown as OwnModel;

/** A `tf.sequential` builds its graph when it is first applied; here it is needed earlier. */
export function planned(model: OwnModel): OwnModel {
  if (!model.built) model.build(model.inputs[0]!.shape);
  return model;
}

/** Whether a layer is itself a model of layers. */
export const isModel = (layer: OwnLayer): layer is OwnModel => layer.layers !== undefined;

/** A layer at any depth of a model. */
export interface FoundLayer {
  readonly layer: OwnLayer;
  /** Whether it, or something around it, is not to be trained. */
  readonly frozen: boolean;
}

/** Every layer of a model once, also those inside nested models, wrappers and recurrent layers, from the outside in. */
export function allLayers(model: OwnModel): readonly FoundLayer[] {
  const found = new Map<OwnLayer, FoundLayer>();
  const visit = (layer: OwnLayer, around: boolean): void => {
    if (found.has(layer)) return;
    const frozen = around || !layer.trainable;
    found.set(layer, { layer, frozen });
    for (const part of partsOf(layer)) visit(part, frozen);
  };
  for (const layer of model.layers) visit(layer, !model.trainable);
  return [...found.values()];
}

function partsOf(layer: OwnLayer): readonly OwnLayer[] {
  const { layers = [], cells = [], layer: wrapped, forwardLayer, backwardLayer, cell } = layer;
  const single = [wrapped, forwardLayer, backwardLayer, cell].filter((part) => part !== undefined);
  return [...layers, ...cells, ...single];
}

let models = 0;
const numbers = new WeakMap<OwnModel, number>();

/** A number for each model, always the same for the same model. */
export function numberOf(model: OwnModel): number {
  const number = numbers.get(model) ?? ++models;
  numbers.set(model, number);
  return number;
}
