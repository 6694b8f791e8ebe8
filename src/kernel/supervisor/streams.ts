import { asShown } from "./terminal.js";

/** A printed text goes out at once unless another did less than this long ago, in milliseconds. */
const pace = 25;

/** Or when so much has gathered, in characters: as much as a front end gets in one message. */
const enough = 128 * 1024;

/** Of what one cell prints, so much is sent from the beginning, and so much from the end, in characters. */
const most = 4_000_000;
const tail = 100_000;

/** How long a cell rests that prints more than anyone will read, in milliseconds for every `enough` characters. */
const rest = 5;

/** Shorter rests are added up until they are this long: a timer takes a millisecond at least, however small the text. */
const shortestRest = 5;

interface Gathered {
  readonly cell: number;
  readonly name: "stdout" | "stderr";
  text: string;
}

/** Whether text ends with the first half of a character. */
function endsHalfway(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last < 0xdc00;
}

/** What has become of a cell's text: how much was sent, what was left out, and the end of that. */
interface Printed {
  readonly cell: number;
  name: "stdout" | "stderr";
  sent: number;
  left: number;
  end: string;
}

/**
 * Makes few messages out of many printed lines: the first goes out at once, what follows soon after is gathered, and
 * what would be rewritten on a terminal before anyone saw it is left out. Of a cell that prints without end the middle
 * is left out. Done on this side, because a cell in the middle of synchronous work cannot send later what it holds back.
 */
export class Streams {
  readonly #publish: (cell: number, name: "stdout" | "stderr", text: string) => Promise<void>;
  #gathered: Gathered | undefined;
  #printed: Printed = { cell: 0, name: "stdout", sent: 0, left: 0, end: "" };
  /** The first half of a character whose second half is still to come. */
  #half = "";
  #timer: NodeJS.Timeout | undefined;
  #last = -Infinity;
  #owed = 0;
  #underWay = 0;
  #sending: Promise<void> = Promise.resolve();

  constructor(publish: (cell: number, name: "stdout" | "stderr", text: string) => Promise<void>) {
    this.#publish = publish;
  }

  /** Resolves when more text may come: at once, or once a large text has gone out. */
  async add(cell: number, name: "stdout" | "stderr", text: string): Promise<void> {
    if (this.#printed.cell !== cell) await this.end();
    if (this.#printed.cell !== cell) this.#printed = { cell, name, sent: 0, left: 0, end: "" };
    if (this.#gathered && (this.#gathered.cell !== cell || this.#gathered.name !== name)) await this.flush();
    const whole = this.#half + text;
    // The other half comes with the next text, or never.
    this.#half = endsHalfway(whole) ? whole.slice(-1) : "";
    await this.#addWhole(name, this.#half === "" ? whole : whole.slice(0, -1));
  }

  async #addWhole(name: "stdout" | "stderr", text: string): Promise<void> {
    const { cell } = this.#printed;
    const kept = this.#within(name, text);
    if (kept.length < text.length) {
      await this.flush();
      return this.#rest((rest * text.length) / enough);
    }
    if (kept === "") return;
    this.#gathered ??= { cell, name, text: "" };
    this.#gathered.text += kept;
    if (this.#gathered.text.length >= enough) {
      this.#gathered.text = asShown(this.#gathered.text);
      if (this.#gathered.text.length >= enough) return this.flush();
    }
    // While a message waits to go out, the next one grows.
    if (this.#underWay === 0) this.#flushSoon();
  }

  /** Rests for so many milliseconds, together with those that were too few to rest for. */
  async #rest(milliseconds: number): Promise<void> {
    this.#owed += milliseconds;
    if (this.#owed < shortestRest) return;
    const due = this.#owed;
    this.#owed = 0;
    await new Promise((resolve) => setTimeout(resolve, due));
  }

  /** The cell has ended: tells what was left out, and the end of it. */
  async end(): Promise<void> {
    const half = this.#half;
    this.#half = "";
    if (half !== "") await this.#addWhole(this.#printed.name, half);
    await this.flush();
    const { cell, name, left } = this.#printed;
    if (left === 0) return;
    const end = this.#printed.end.slice(-tail);
    this.#printed = { ...this.#printed, sent: 0, left: 0, end: "" };
    const missing = left - end.length;
    const note = missing > 0 ? `\n… ${missing} characters were left out here …\n` : "";
    await this.#publish(cell, name, note + asShown(end));
  }

  /** The part of the text that is still to be sent; the rest is counted, and its end kept. */
  #within(name: "stdout" | "stderr", text: string): string {
    const printed = this.#printed;
    const room = Math.max(0, most - printed.sent);
    const kept = room >= text.length ? text : text.slice(0, room);
    printed.sent += kept.length;
    if (kept.length < text.length) {
      printed.name = name;
      printed.left += text.length - kept.length;
      printed.end += text.slice(Math.max(kept.length, text.length - tail));
      // Cut seldom, since each cut copies all of it.
      if (printed.end.length > 2 * tail) printed.end = printed.end.slice(-tail);
      if (kept !== "") {
        this.#gathered ??= { cell: printed.cell, name, text: "" };
        this.#gathered.text += kept;
      }
    }
    return kept;
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

  async #send({ cell, name, text }: Gathered): Promise<void> {
    for (const part of parts(asShown(text))) await this.#publish(cell, name, part);
    if (--this.#underWay === 0 && this.#gathered !== undefined) this.#flushSoon();
  }
}

/** A text in pieces of at most twice the usual size, none of which ends within a character. */
function* parts(text: string): Generator<string> {
  let from = 0;
  while (text.length - from > 2 * enough) {
    const to = from + enough - (endsHalfway(text.slice(from + enough - 1, from + enough)) ? 1 : 0);
    yield text.slice(from, to);
    from = to;
  }
  yield text.slice(from);
}
