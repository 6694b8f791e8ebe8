import { bundleOf } from "../kernel/cell/bundle.js";
import { fetchDeclarations } from "./cells/declarations.js";
import type { Bundle, CompletionRequest, EditRequest, RunRequest, SliderMoved, WorkerMessage } from "./cells/messages.js"; // prettier-ignore
import { Mistake } from "./cells/mistake.js";
import { Notebook } from "./cells/notebook.js";
import { Sliders } from "./cells/sliders.js";
import { Types } from "./cells/types.js";

type Request = RunRequest | SliderMoved | EditRequest | CompletionRequest;

/** The global scope of a worker, as far as it is used here. */
const scope = globalThis as unknown as {
  postMessage(message: WorkerMessage): void;
  onmessage: ((event: { readonly data: Request }) => void) | null;
  readonly location: { readonly href: string };
};
const tell = (message: WorkerMessage): void => {
  scope.postMessage(message);
};

/** The cell that runs. */
let cell = 0;
let source = "";
/** What it must not end before: charts that are being drawn and that nobody awaits. */
const held = new Set<Promise<unknown>>();

const sliders = new Sliders();

/** Only what a page can show, and what can be sent: not what Jupyter's widgets and claims say beside it. */
const shown = (bundle: Bundle): Bundle =>
  Object.fromEntries(Object.entries(bundle).filter(([type]) => /^(text\/(html|plain)|application\/vnd\.vegalite.*)$/.test(type))); // prettier-ignore

interface DisplayOptions {
  readonly displayId?: string;
  readonly metadata?: { readonly tunebook?: { readonly volatile?: boolean } };
}

function display(bundle: Bundle, { displayId, metadata }: DisplayOptions = {}): void {
  const slider = sliders.shownBy(bundle);
  if (slider) {
    tell({ type: "slider", cell, ...slider });
    return;
  }
  const id = displayId === undefined ? {} : { id: displayId };
  const passing = metadata?.tunebook?.volatile === true ? { passing: true } : {};
  tell({ type: "display", cell, bundle: shown(bundle), ...id, ...passing });
}

/** What tunebook's kernel offers to the library. */
Object.defineProperty(globalThis, Symbol.for("tunebook.kernel"), {
  value: {
    display,
    comm: { open: sliders.open },
    hold: (work: Promise<unknown>) => {
      const settled = work.catch(() => undefined).finally(() => held.delete(settled));
      held.add(settled);
    },
    source: () => source,
  },
});

for (const name of ["log", "info", "warn", "error"] as const) {
  const original = console[name].bind(console);
  console[name] = (...values: unknown[]) => {
    original(...values);
    void Promise.all(values.map(textOf)).then((texts) => {
      tell({ type: "printed", cell, text: `${texts.join(" ")}\n` });
    });
  };
}

async function textOf(value: unknown): Promise<string> {
  return typeof value === "string" ? value : String((await bundleOf(value))?.["text/plain"]);
}

let library: Promise<object> | undefined;

/** The library and all its subpaths, which in a page are one module. Loaded at the first import, when the host above is there. */
function loadLibrary(): Promise<object> {
  library ??= import(new URL("tunebook.js", scope.location.href).href).then((loaded: Library) => {
    tell({ type: "ready", backend: loaded.tf.getBackend() });
    return loaded;
  });
  return library;
}

interface Library {
  readonly tf: { getBackend(): string };
}

const paths = ["", "/charts", "/course", "/training", "/tuning"];
const packages = new Map<string, () => Promise<object>>([
  ...paths.map((path) => [`tunebook${path}`, loadLibrary] as const),
  ["ml-matrix", () => import("ml-matrix")],
]);

let types: Promise<Types> | undefined;

/** What types are checked with, loaded when something is written or was changed; what fails is tried again the next time. */
function loadTypes(): Promise<Types> {
  types ??= fetchDeclarations(new URL("declarations.packed", scope.location.href)).then(
    (declarations) => new Types(declarations),
    (error: unknown) => {
      types = undefined;
      throw new Error(`the declarations could not be loaded (${wordsOf(error)})`);
    },
  );
  return types;
}

/** Without the name of the error. */
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const messageOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

const notebook = new Notebook(
  packages,
  {
    begun: (place, code, left) => {
      [cell, source] = [place, code];
      tell({ type: "begun", cell, left });
    },
    value: async (_, value) => {
      while (held.size > 0) await Promise.all(held);
      const bundle = await bundleOf(value);
      if (bundle !== undefined) display(bundle);
    },
    ran: (place) => {
      tell({ type: "ran", cell: place });
    },
    failed: (place, error) => {
      tell({
        type: "failed",
        cell: place,
        message: error instanceof Mistake ? error.message : messageOf(error),
      });
    },
    checking: () => {
      tell({ type: "checking" });
    },
    unchecked: (error) => {
      tell({ type: "unchecked", why: wordsOf(error) });
    },
  },
  loadTypes,
);

async function complete({ question, ...asked }: CompletionRequest): Promise<void> {
  try {
    tell({ type: "completions", question, ...(await (await loadTypes()).complete(asked)) });
  } catch (error) {
    tell({ type: "noCompletions", question, why: wordsOf(error) });
  }
}

let queue = Promise.resolve();
scope.onmessage = ({ data }) => {
  if ("slider" in data) {
    sliders.moved(data.slider, data.value);
    return;
  }
  if ("edits" in data) {
    // TypeScript reads the library at the first question. Who asks after this is told what is wrong.
    loadTypes()
      .then((loaded) => loaded.check(['import "tunebook";'], [0]))
      .catch(() => undefined);
    return;
  }
  if ("question" in data) {
    void complete(data);
    return;
  }
  queue = queue.then(async () => {
    await notebook.run(data);
    tell({ type: "rest" });
  });
};
