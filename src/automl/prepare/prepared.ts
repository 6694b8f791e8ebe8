import type { Dataset } from "../../data/dataset.js";
import type { TableSource } from "../table/table-of.js";

/** Data as the search trains on it, and the way from rows of the user's own to the same kind of inputs. */
export interface Prepared {
  /** Numeric inputs and the target of a regression have mean 0 and deviation 1 on the training split. */
  readonly data: Dataset;
  /** Inputs of rows that were not there, brought to the same scale. */
  readonly encode: (rows: TableSource | Float32Array) => Float32Array;
  /** Rows that were left out because a cell of theirs was empty. */
  readonly rowsLeftOut: number;
}
