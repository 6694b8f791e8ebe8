import { flagOf, numberOf, textOf, type Json } from "../protocol/message.js";

interface Entry {
  readonly count: number;
  readonly input: string;
  /** Empty where there was none: strict clients accept nothing but a string. */
  output: string;
}

/** What was run in this session; the only session there is, number 1 (0 in a request means the same). */
export class History {
  readonly #entries: Entry[] = [];

  add(count: number, input: string): void {
    this.#entries.push({ count, input, output: "" });
  }

  /** Notes the result of the latest cell. */
  result(text: string): void {
    const last = this.#entries.at(-1);
    if (last !== undefined) last.output = text;
  }

  /** The entries a `history_request` asks for, in Jupyter's form: (session, number, input or [input, output]). */
  answer(content: Json): Json {
    const output = flagOf(content, "output", false);
    const rows = this.#select(content).map(({ count, input, output: result }) => [
      1,
      count,
      output ? [input, result] : input,
    ]);
    return { status: "ok", history: rows };
  }

  #select(content: Json): Entry[] {
    const all = this.#entries;
    const most = numberOf(content, "n", all.length);
    switch (textOf(content, "hist_access_type")) {
      case "tail":
        return most === 0 ? [] : all.slice(-most);
      case "range":
        return this.#range(content);
      case "search": {
        const matches = this.#search(content);
        return most === 0 ? [] : matches.slice(-most);
      }
      default:
        return [];
    }
  }

  #range(content: Json): Entry[] {
    if (![0, 1].includes(numberOf(content, "session", 0))) return [];
    const start = numberOf(content, "start", 0);
    const stop = numberOf(content, "stop", Infinity);
    return this.#entries.filter(({ count }) => count >= start && count < stop);
  }

  #search(content: Json): Entry[] {
    const pattern = globPattern(textOf(content, "pattern", "*"));
    const found = this.#entries.filter(({ input }) => pattern.test(input));
    if (!flagOf(content, "unique", false)) return found;
    return [...new Map(found.map((entry) => [entry.input, entry])).values()];
  }
}

/** A shell pattern (`*` any text, `?` one character) as a regular expression for whole texts. */
function globPattern(glob: string): RegExp {
  const escaped = glob.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
}
