import { readCell } from "../../kernel/compiler/cell-source.js";
import type { RunRequest } from "./messages.js";
import { Mistake } from "./mistake.js";
import { namesOf, neededBy } from "./needs.js";
import { Session, type Packages } from "./session.js";
import type { Types } from "./types.js";

/** What is told about cells while they run. */
export interface Telling {
  /** @param code of the cell @param left how many cells have not run yet, with this one */
  begun(cell: number, code: string, left: number): void;
  /** The value of a last expression, if there is one. */
  value(cell: number, value: unknown): Promise<void>;
  ran(cell: number): void;
  failed(cell: number, error: unknown): void;
  /** Types are checked, before anything runs. */
  checking(): void;
  /** What was changed runs unchecked. */
  unchecked(why: unknown): void;
}

/** Runs cells of a notebook, each after those it needs; what has run and has not changed does not run again. */
export class Notebook {
  readonly #session: Session;
  readonly #packages: Packages;
  /** The code with which a cell last ran, by its place. */
  readonly #ran = new Map<number, string>();

  constructor(
    packages: Packages,
    private readonly telling: Telling,
    /** Loads what types are checked with. */
    private readonly types: () => Promise<Types>,
  ) {
    this.#session = new Session(packages);
    this.#packages = packages;
  }

  /** Runs what is wanted, in order, until a cell fails; nothing where TypeScript finds something wrong with one of them. */
  async run({ cells, wanted, changed }: RunRequest): Promise<void> {
    const names = cells.map(namesOf);
    const needs = cells.map((_, place) => neededBy(names, place));
    for (const [place, code] of [...this.#ran]) if (code !== cells[place]) this.#forget(place, needs);
    for (const place of wanted) this.#forget(place, needs);
    const all = new Set(wanted.flatMap((place) => [place, ...needs[place]!]));
    const left = [...all].filter((place) => !this.#ran.has(place)).sort((a, b) => a - b);
    const doubtful = left.filter((place) => [place, ...needs[place]!].some((each) => changed.includes(each)));
    const mistakes = await this.#mistakesIn(cells, left, doubtful);
    for (const [place, mistake] of mistakes) this.telling.failed(place, mistake);
    if (mistakes.size > 0) return;
    for (const [index, place] of left.entries())
      if (!(await this.#runCell(place, cells[place]!, left.length - index))) return;
  }

  /** What is wrong with the syntax of cells, or else with the types of the doubtful ones. */
  async #mistakesIn(
    cells: readonly string[],
    places: readonly number[],
    doubtful: readonly number[],
  ): Promise<Map<number, Mistake>> {
    const found = new Map(places.map((place) => [place, readCell(cells[place]!).syntax]));
    const wrong = [...found].filter(([, syntax]) => syntax.length > 0);
    const findings = wrong.length > 0 ? wrong : await this.#typeErrors(cells, doubtful);
    return new Map(
      [...findings].map(([place, each]) => [place, new Mistake(each, cells[place]!, place)] as const),
    );
  }

  async #typeErrors(
    cells: readonly string[],
    doubtful: readonly number[],
  ): Promise<ReturnType<Types["check"]>> {
    // What imports something that a page does not have only runs at home, and says so when it is run.
    const places = doubtful.filter((place) =>
      readCell(cells[place]!).packages.every((name) => this.#packages.has(name)),
    );
    if (places.length === 0) return new Map();
    this.telling.checking();
    try {
      return (await this.types()).check(cells, places);
    } catch (error) {
      this.telling.unchecked(error);
      return new Map();
    }
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
