import type { RandomStream } from "../../random/stream.js";

/** What decides the first values of an array of weights. */
export interface InitializerInput {
  readonly shape: readonly number[];
  /** How many inputs one output sums up. */
  readonly fanIn: number;
  /** How many outputs one input reaches. */
  readonly fanOut: number;
  /** Hyperparameter `initializerScale`; only some initializers use it. */
  readonly scale: number;
}

/** Draws the first values of an array of weights, flat, last axis fastest. */
export type Initializer = (input: InitializerInput, random: RandomStream) => Float32Array;

/** How many numbers an array of this shape holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Fills an array of the given shape with draws. */
export function fill(shape: readonly number[], draw: () => number): Float32Array {
  return Float32Array.from({ length: sizeOf(shape) }, draw);
}
