/** MIME type → data. */
export type Bundle = Readonly<Record<string, unknown>>;

/** What the page asks of the worker. */
export interface RunRequest {
  /** The code of every cell of the notebook, in order, as it stands in the page. */
  readonly cells: readonly string[];
  /** The cells to run, by place; what they need and has not run yet runs before them. */
  readonly wanted: readonly number[];
}

/** What the page tells of a slider that was moved. */
export interface SliderMoved {
  readonly slider: string;
  /** Where it came to rest. */
  readonly value: number;
}

/** What the worker tells the page; `cell` is a place in the notebook. */
export type WorkerMessage =
  /** The library is loaded; `backend` says what it computes on. */
  | { readonly type: "ready"; readonly backend: string }
  | { readonly type: "begun"; readonly cell: number; readonly left: number }
  | {
      readonly type: "display";
      readonly cell: number;
      readonly bundle: Bundle;
      /** The output's own name; one with the same name is replaced. */
      readonly id?: string;
      /** Taken away when the cell has ended: a bar of progress. */
      readonly passing?: boolean;
    }
  /** A slider; `state` is that of ipywidgets' model. */
  | { readonly type: "slider"; readonly cell: number; readonly id: string; readonly state: Bundle }
  | { readonly type: "printed"; readonly cell: number; readonly text: string }
  | { readonly type: "ran"; readonly cell: number }
  | { readonly type: "failed"; readonly cell: number; readonly message: string }
  /** Everything that was asked for has run, or a cell has failed. */
  | { readonly type: "rest" };
