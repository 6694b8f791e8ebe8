/** How many results stay within reach; older ones may be freed. */
const most = 100;

/** The results of earlier cells under the names they have in IPython: `_` is the latest, `Out[3]` that of cell 3. */
export class Results {
  readonly #all: Record<number, unknown> = {};

  constructor() {
    for (const [name, value] of Object.entries({ _: undefined, Out: this.#all }))
      Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  }

  /** Notes the value of a cell's last expression. */
  add(count: number, value: unknown): void {
    if (value === undefined) return;
    this.#all[count] = value;
    Reflect.set(globalThis, "_", value);
    const counts = Object.keys(this.#all).map(Number);
    if (counts.length > most) Reflect.deleteProperty(this.#all, Math.min(...counts));
  }
}
