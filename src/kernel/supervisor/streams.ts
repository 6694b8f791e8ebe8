/** A printed text goes out at once unless another did less than this long ago, in milliseconds. */
const pace = 25;

/** Or when so much has gathered, in characters. */
const enough = 32 * 1024;

interface Gathered {
  readonly cell: number;
  readonly name: "stdout" | "stderr";
  readonly parts: string[];
  size: number;
}

/**
 * Makes few messages out of many printed lines: the first goes out at once, what follows soon after is gathered.
 * Done on this side, because a cell in the middle of synchronous work cannot send later what it holds back now.
 */
export class Streams {
  readonly #publish: (cell: number, name: "stdout" | "stderr", text: string) => Promise<void>;
  #gathered: Gathered | undefined;
  #timer: NodeJS.Timeout | undefined;
  #last = -Infinity;
  #sending: Promise<void> = Promise.resolve();

  constructor(publish: (cell: number, name: "stdout" | "stderr", text: string) => Promise<void>) {
    this.#publish = publish;
  }

  /** Resolves when more text may come: at once, or once a large text has gone out. */
  async add(cell: number, name: "stdout" | "stderr", text: string): Promise<void> {
    if (this.#gathered && (this.#gathered.cell !== cell || this.#gathered.name !== name)) await this.flush();
    this.#gathered ??= { cell, name, parts: [], size: 0 };
    this.#gathered.parts.push(text);
    this.#gathered.size += text.length;
    const wait = pace - (performance.now() - this.#last);
    if (this.#gathered.size >= enough || wait <= 0) return this.flush();
    this.#timer ??= setTimeout(() => void this.flush(), wait);
  }

  /** Sends what has gathered; resolves when all text so far is out. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const gathered = this.#gathered;
    if (gathered === undefined) return this.#sending;
    this.#gathered = undefined;
    this.#last = performance.now();
    this.#sending = this.#sending.then(() =>
      this.#publish(gathered.cell, gathered.name, gathered.parts.join("")),
    );
    return this.#sending;
  }
}
