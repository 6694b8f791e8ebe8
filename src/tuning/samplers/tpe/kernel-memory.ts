/**
 * What was worked out about one parameter's kernels, by trial number. A kernel changes only when its width does, that is when
 * a neighbour comes or goes; of a thousand kernels a few do from one suggestion to the next.
 */
export class KernelMemory {
  readonly widths: number[] = [];
  readonly logMasses: number[] = [];
  readonly offsets: number[] = [];
}

/** What is known about a parameter's observations from earlier suggestions. */
export interface Remembered {
  readonly memory: KernelMemory;
  /** The trial of each observation. */
  readonly trials: readonly number[];
  /** The places of the observations from the smallest to the largest. */
  readonly ascending: Int32Array;
}
