import type { LayersModel, Tensor } from "@tensorflow/tfjs";

/** One array of weights of a layer, with the members the trainer reads and replaces. */
export interface LayerVariable {
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
  readonly constraint: unknown;
  read: () => Tensor;
  write: (value: Tensor) => unknown;
}

/** A layer, with the members the trainer reads and replaces. */
export interface OwnLayer {
  readonly name: string;
  readonly rate?: number;
  readonly noiseShape?: unknown;
  /** The batch in front; a list of shapes if there are several outputs. */
  readonly outputShape: readonly (number | null)[] | readonly (readonly (number | null)[])[];
  readonly losses: readonly unknown[];
  activation?: { apply: (x: Tensor, axis?: number) => Tensor; getClassName(): string };
  call: (inputs: Tensor | Tensor[], options: { readonly training?: boolean }) => Tensor | Tensor[];
  getClassName(): string;
}

/** A `tf.LayersModel` as the trainer sees it: its types leave these members out. */
export interface OwnModel {
  readonly name: string;
  readonly weights: readonly LayerVariable[];
  readonly trainableWeights: readonly LayerVariable[];
  readonly layers: readonly OwnLayer[];
  readonly inputs: readonly { readonly shape: readonly (number | null)[] }[];
  readonly outputs: readonly { readonly shape: readonly (number | null)[] }[];
  apply(inputs: Tensor, options: { readonly training: boolean }): Tensor | Tensor[];
}

/** The model with the members the trainer needs. */
export const ownModel = (model: LayersModel): OwnModel => model as unknown as OwnModel;

let models = 0;
const numbers = new WeakMap<OwnModel, number>();

/** A number for each model, the same whenever the same model comes again. */
export function numberOf(model: OwnModel): number {
  const number = numbers.get(model) ?? ++models;
  numbers.set(model, number);
  return number;
}
