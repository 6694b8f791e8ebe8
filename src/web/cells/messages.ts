/** MIME type → data. */
export type Bundle = Readonly<Record<string, unknown>>;

/** What the page asks of the worker. */
export interface RunRequest {
  /** The code of every cell of the notebook, in order, as it stands in the page. */
  readonly cells: readonly string[];
  /** The cells to run, by place; what they need and has not run yet runs before them. */
  readonly wanted: readonly number[];
  /** Those that are not as they were recorded: their types are checked, and those of the cells that need them. */
  readonly changed: readonly number[];
}

/** What the page asks when the reader begins to write in a cell: to get ready for questions. */
export interface EditRequest {
  readonly edits: true;
}

/** What may stand at a place of a cell. */
export interface CompletionRequest {
  /** The number of the question, which the answer has, too. */
  readonly question: number;
  readonly cells: readonly string[];
  readonly place: number;
  /** Where the cell's text is written on. */
  readonly cursor: number;
}

/** A name that may stand there. */
export interface CompletionItem {
  readonly text: string;
  /** "function", "property", … */
  readonly type: string;
  readonly signature?: string;
  /** The first line. */
  readonly documentation?: string;
}

/** The names, and what of the cell they take the place of. */
export interface CompletionItems {
  readonly from: number;
  readonly to: number;
  readonly items: readonly CompletionItem[];
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
  /** Types are being checked; nothing runs yet. */
  | { readonly type: "checking" }
  /** What was changed runs unchecked, because the declarations could not be loaded. */
  | { readonly type: "unchecked"; readonly why: string }
  | ({ readonly type: "completions"; readonly question: number } & CompletionItems)
  | { readonly type: "noCompletions"; readonly question: number; readonly why: string }
  /** Everything that was asked for has run, or a cell has failed. */
  | { readonly type: "rest" };
