import { namesOf, neededBy } from "./needs.js";
import type { RunRequest } from "./messages.js";
import { Session, type Packages } from "./session.js";

/** What is told about cells while they run. */
export interface Telling {
  /** @param code of the cell @param left how many cells have not run yet, with this one */
  begun(cell: number, code: string, left: number): void;
  /** The value of a last expression, if there is one. */
  value(cell: number, value: unknown): Promise<void>;
  ran(cell: number): void;
  failed(cell: number, error: unknown): void;
}

/** Runs cells of a notebook, each after those it needs; what has run and has not changed does not run again. */
export class Notebook {
  readonly #session: Session;
  /** The code with which a cell last ran, by its place. */
  readonly #ran = new Map<number, string>();

  constructor(
    packages: Packages,
    private readonly telling: Telling,
  ) {
    this.#session = new Session(packages);
  }

  /** Runs what is wanted, in order, until a cell fails. */
  async run({ cells, wanted }: RunRequest): Promise<void> {
    const names = cells.map(namesOf);
    const needs = cells.map((_, place) => neededBy(names, place));
    for (const [place, code] of [...this.#ran]) if (code !== cells[place]) this.#forget(place, needs);
    for (const place of wanted) this.#forget(place, needs);
    const all = new Set(wanted.flatMap((place) => [place, ...needs[place]!]));
    const left = [...all].filter((place) => !this.#ran.has(place)).sort((a, b) => a - b);
    for (const [index, place] of left.entries())
      if (!(await this.#runCell(place, cells[place]!, left.length - index))) return;
  }

  /** A cell that runs anew, and with it all that depend on it. */
  #forget(place: number, needs: readonly (readonly number[])[]): void {
    for (const other of [...this.#ran.keys()])
      if (other === place || needs[other]!.includes(place)) this.#ran.delete(other);
  }

  async #runCell(place: number, code: string, left: number): Promise<boolean> {
    this.telling.begun(place, code, left);
    try {
      const value = await this.#session.run(code);
      await this.telling.value(place, value);
    } catch (error) {
      this.telling.failed(place, error);
      return false;
    }
    this.#ran.set(place, code);
    this.telling.ran(place);
    return true;
  }
}
