import { randomUUID } from "node:crypto";
import { isObject, type MimeBundle } from "./mime-bundle.js";

/** How something is displayed. */
export interface DisplayOptions {
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Shown under this id, so that it can be replaced later. */
  readonly displayId?: string;
  /** Replaces what was shown under `displayId`. */
  readonly update?: boolean;
}

/** Marks an output that contains seconds or is about to change: it is left out of a notebook that is saved for others. */
export const volatile = { tunebook: { volatile: true } };

/** Where output goes: tunebook's kernel, stock tslab, or a terminal. */
export interface Host {
  readonly kind: "tunebook" | "tslab" | "console";
  display(bundle: MimeBundle, options?: DisplayOptions): void;
  /** Shows what is still being made, before what is printed meanwhile. */
  displayLater?(bundle: Promise<MimeBundle>): Promise<void>;
  /** Keeps the running cell, if there is one, from ending before `work` has. */
  hold?(work: Promise<unknown>): void;
  /** Runs `work` so that it rejects when the reader's interrupt has ended it, where there are interrupts. */
  stoppable?<T>(work: () => Promise<T>): Promise<T>;
  /** The running cell as the reader wrote it, where it can be known. */
  source?(): string | undefined;
}

/** What tunebook's own kernel offers to the code that runs in it. */
interface KernelGlobal {
  display(bundle: MimeBundle, options?: DisplayOptions): void;
  displayLater?(bundle: Promise<MimeBundle>): Promise<void>;
  hold?(work: Promise<unknown>): void;
  stoppable?<T>(work: () => Promise<T>): Promise<T>;
  source?(): string | undefined;
}

type WriteDisplayData = (content: Readonly<Record<string, unknown>>, update: boolean) => void;

/** The host this code runs in, detected on each call: the same library serves notebooks and scripts. */
export function currentHost(): Host {
  const kernel = (globalThis as Record<symbol, unknown>)[Symbol.for("tunebook.kernel")];
  if (isObject(kernel) && typeof kernel["display"] === "function") {
    const owner = kernel as unknown as KernelGlobal;
    return {
      kind: "tunebook",
      display: (bundle, options) => {
        owner.display(bundle, options);
      },
      ...(owner.displayLater && { displayLater: (bundle) => owner.displayLater!(bundle) }),
      hold: (work) => owner.hold?.(work),
      stoppable: (work) => owner.stoppable?.(work) ?? work(),
      source: () => owner.source?.(),
    };
  }
  const write = tslabWriter();
  return write ? tslabHost(write) : consoleHost;
}

/** An id under which an output can be updated. */
export function newDisplayId(): string {
  return randomUUID();
}

/**
 * tslab's `display` sends one MIME type per output, so a chart would be either interactive or visible on GitHub.
 * The function underneath takes a whole bundle; it comes from the running copy of tslab.
 */
function tslabWriter(): WriteDisplayData | undefined {
  const path = Object.keys(require.cache).find((name) => /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(name));
  const exported: unknown = path === undefined ? undefined : require.cache[path]?.exports;
  const write = isObject(exported) ? exported["lastWriteDisplayData"] : undefined;
  return typeof write === "function" ? (write as WriteDisplayData) : undefined;
}

function tslabHost(write: WriteDisplayData): Host {
  const display: Host["display"] = (bundle, options = {}) => {
    const transient = options.displayId === undefined ? {} : { display_id: options.displayId };
    write({ data: bundle, metadata: options.metadata ?? {}, transient }, options.update === true);
  };
  return { kind: "tslab", display };
}

/** A terminal shows the text and cannot replace what it has shown, so updates are left out. */
const consoleHost: Host = {
  kind: "console",
  display: (bundle, options) => {
    const text = bundle["text/plain"];
    if (typeof text === "string" && options?.update !== true) console.log(text);
  },
};
