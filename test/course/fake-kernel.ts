import type { DisplayOptions } from "../../src/course/host.js";
import type { MimeBundle } from "../../src/course/mime-bundle.js";

// What a test does is nobody's progress.
process.env["TUNEBOOK_PROGRESS"] ??= "off";

/** One call of the kernel's `display`. */
export interface Shown {
  readonly bundle: MimeBundle;
  readonly options: DisplayOptions;
}

/** Runs `action` as if inside tunebook's kernel and returns what it displayed; `more` is what else the kernel offers. */
export async function withFakeKernel(action: () => unknown, more: object = {}): Promise<Shown[]> {
  const shown: Shown[] = [];
  const kernel = {
    ...more,
    display: (bundle: MimeBundle, options: DisplayOptions = {}) => {
      shown.push({ bundle, options });
    },
  };
  const key = Symbol.for("tunebook.kernel");
  const globals = globalThis as Record<symbol, unknown>;
  const before = globals[key];
  globals[key] = kernel;
  try {
    await action();
  } finally {
    globals[key] = before;
  }
  return shown;
}
