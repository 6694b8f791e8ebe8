/** A printed text goes out at once unless another did less than this long ago, in milliseconds. */
const pace = 25;

/** Or when so much has gathered, in characters: as much as a front end gets in one message. */
const enough = 128 * 1024;

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
  #underWay = 0;
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
    if (this.#gathered.size >= enough) return this.flush();
    // While a message waits to go out, the next one grows.
    if (this.#underWay === 0) this.#flushSoon();
  }

  #flushSoon(): void {
    const wait = pace - (performance.now() - this.#last);
    if (wait <= 0) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), wait);
  }

  /** Sends what has gathered; resolves when all text so far is out. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const gathered = this.#gathered;
    if (gathered === undefined) return this.#sending;
    this.#gathered = undefined;
    this.#last = performance.now();
    this.#underWay++;
    this.#sending = this.#sending.then(() => this.#send(gathered));
    return this.#sending;
  }

  async #send({ cell, name, parts }: Gathered): Promise<void> {
    await this.#publish(cell, name, parts.join(""));
    if (--this.#underWay === 0 && this.#gathered !== undefined) this.#flushSoon();
  }
}
