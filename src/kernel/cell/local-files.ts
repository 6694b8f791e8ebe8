import { statSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** Whether a specifier names a file by its path, not a package. */
export function isLocal(specifier: string): boolean {
  return /^\.{0,2}\//.test(specifier);
}

/** The files that belong to a notebook, since its cells import them by their path: they are read anew once they are edited. */
export class LocalFiles {
  /** With the time they had. */
  readonly #times = new Map<string, number | undefined>();
  /** The time they had when `import()` was first asked for them. */
  readonly #first = new Map<string, number | undefined>();

  has(path: string): boolean {
    return this.#times.has(path);
  }

  add(path: string): void {
    if (!this.#times.has(path)) this.#times.set(path, timeOf(path));
  }

  /** All of them, if one was edited; from then on they are as good as never seen. */
  takeEdited(): string[] {
    const all = [...this.#times];
    if (all.every(([path, time]) => timeOf(path) === time)) return [];
    this.#times.clear();
    return all.map(([path]) => path);
  }

  /** The address for `import()`; another one after every edit, since Node keeps what it has imported from an address. */
  addressOf(path: string): string {
    const url = pathToFileURL(path);
    const time = timeOf(path);
    const first = this.#first.get(path) ?? time;
    this.#first.set(path, first);
    if (time !== first) url.searchParams.set("edited", String(time));
    return url.href;
  }
}

function timeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
