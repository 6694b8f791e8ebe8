/** One row of Table 2.1 of the GPT-3 paper. */
export interface Gpt3Preset {
  /** As printed, "GPT-3" left out. */
  readonly model: string;
  readonly parameters: number;
  readonly layers: number;
  /** Width of the residual stream. */
  readonly modelUnits: number;
  readonly heads: number;
  /** Width of one attention head. */
  readonly headUnits: number;
  /** Batch size in tokens, as printed: rounded, 0.5M is 500 000. */
  readonly batchTokens: number;
  readonly learningRate: number;
  /** What the row as printed contradicts, for the reader; missing if nothing. */
  readonly oddity?: string;
}

function row(
  model: string,
  parameters: number,
  shape: readonly [layers: number, modelUnits: number, heads: number, headUnits: number],
  batchTokens: number,
  learningRate: number,
): Gpt3Preset {
  const [layers, modelUnits, heads, headUnits] = shape;
  const figures = { model, parameters, layers, modelUnits, heads, headUnits, batchTokens, learningRate };
  if (heads * headUnits === modelUnits) return Object.freeze(figures);
  const oddity = `${heads} heads × ${headUnits} = ${heads * headUnits}, not the printed width of ${modelUnits}`;
  return Object.freeze({ ...figures, oddity });
}

/**
 * Sizes, batch sizes and learning rates of the eight GPT-3 models, as printed. Where heads × head width is not the
 * model width the row says so: the paper does not explain it, and nothing is corrected here.
 *
 * @see Brown et al., "Language models are few-shot learners", 2020, arXiv 2005.14165, Table 2.1
 */
export const gpt3: readonly Gpt3Preset[] = Object.freeze([
  row("Small", 125e6, [12, 768, 12, 64], 0.5e6, 6.0e-4),
  row("Medium", 350e6, [24, 1024, 16, 64], 0.5e6, 3.0e-4),
  row("Large", 760e6, [24, 1536, 16, 96], 0.5e6, 2.5e-4),
  row("XL", 1.3e9, [24, 2048, 24, 128], 1e6, 2.0e-4),
  row("2.7B", 2.7e9, [32, 2560, 32, 80], 1e6, 1.6e-4),
  row("6.7B", 6.7e9, [32, 4096, 32, 128], 2e6, 1.2e-4),
  row("13B", 13.0e9, [40, 5140, 40, 128], 2e6, 1.0e-4),
  row("175B", 175.0e9, [96, 12288, 96, 128], 3.2e6, 0.6e-4),
]);
