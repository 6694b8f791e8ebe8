import type { DataType, Tensor } from "@tensorflow/tfjs";
import { mapValues } from "../runtime/collections.js";

/** Tensors by name. The order of the names is the order in which TensorFlow receives them. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** Shape and type of a tensor, without its values. */
export interface TensorSpec {
  readonly shape: readonly number[];
  readonly dtype: DataType;
}

/** Shapes and types by name. */
export type TensorSpecs = Readonly<Record<string, TensorSpec>>;

/** Shapes and types of tensors. */
export function specsOf(tensors: Tensors): TensorSpecs {
  return mapValues(tensors, ({ shape, dtype }) => ({ shape, dtype }));
}

/** Values in the order of `names`. */
export function valuesOf<A>(record: Readonly<Record<string, A>>, names: readonly string[]): A[] {
  return names.map((name) => {
    const value = record[name];
    if (value === undefined)
      throw new Error(`Cannot find tensor "${name}": there are ${Object.keys(record).join(", ")}.`);
    return value;
  });
}

/** Names with their values, the inverse of {@link valuesOf}. */
export function named<A>(names: readonly string[], values: readonly A[]): Record<string, A> {
  return Object.fromEntries(names.map((name, index) => [name, values[index]!]));
}

/** The tensor of this name. */
export function tensor(tensors: Tensors, name: string): Tensor {
  return valuesOf(tensors, [name])[0]!;
}

/** Every name with `prefix` in front. */
export function withPrefix<A>(prefix: string, record: Readonly<Record<string, A>>): Record<string, A> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [prefix + name, value]));
}

/** The entries whose name begins with `prefix`, without it. */
export function withoutPrefix<A>(prefix: string, record: Readonly<Record<string, A>>): Record<string, A> {
  const own = Object.entries(record).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value]));
}
