import type { Table } from "./table.js";

/** What of a tfjs tensor or variable is needed to show it; recognised by its shape, for the kernel knows no TensorFlow. */
interface Tensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly isDisposed: boolean;
  dataSync(): ArrayLike<unknown>;
  toString(verbose?: boolean): string;
}

/** A tfjs layers model, likewise. */
interface Model {
  summary(width?: number, positions?: number[], print?: (line: string) => void): void;
}

/** The value as a tensor, if it is one. */
export function asTensor(value: unknown): Tensor | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { shape, dtype, dataSync } = value as Record<string, unknown>;
  const fits = Array.isArray(shape) && typeof dtype === "string" && typeof dataSync === "function";
  return fits ? (value as Tensor) : undefined;
}

/** Type, shape and values; of a disposed tensor only what is left. */
export function tensorText(tensor: Tensor): string {
  const head = `Tensor ${tensor.dtype} [${tensor.shape.join(", ")}]`;
  if (tensor.isDisposed) return `${head} (disposed: its memory is freed, its values are gone)`;
  const values = tensor.toString().replace(/^Tensor\n/, "");
  return `${head}\n${values}`;
}

/** A tensor of at most two axes as a table; nothing for others, and for one whose values are gone. */
export function tensorTable(tensor: Tensor): Table | undefined {
  if (tensor.isDisposed || tensor.shape.length > 2) return undefined;
  const [length = 1, width = 1] = tensor.shape;
  const data = tensor.dataSync();
  return {
    columns: Array.from({ length: width }, (_, at) => at),
    length,
    label: (row) => row,
    cells: (row) => Array.from({ length: width }, (_, at) => data[row * width + at]),
    text: () => tensorText(tensor),
  };
}

/** The value as a layers model, if it is one. */
export function asModel(value: unknown): Model | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { layers, summary } = value as Record<string, unknown>;
  return Array.isArray(layers) && typeof summary === "function" ? (value as Model) : undefined;
}

/** The model's own summary table. */
export function modelText(model: Model): string {
  const lines: string[] = [];
  model.summary(undefined, undefined, (line) => lines.push(line));
  return lines.join("\n");
}
