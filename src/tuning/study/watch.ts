import { randomUUID } from "node:crypto";
import { channel } from "node:diagnostics_channel";
import type { ProgressChannel } from "../../runtime/progress.js";
import type { StudyView, TrialRecord } from "../trial/trial-record.js";

/** What is announced of a study that is being watched. */
export interface WatchedStudy {
  /** The same for all messages of one `study.watch()`. */
  readonly id: string;
  readonly study: StudyView;
  /** Whether this is the last message. */
  readonly finished: boolean;
}

/** Where `study.watch` announces what has changed, in messages of type `WatchedStudy`. A notebook listens and draws. */
export const watchChannel: ProgressChannel = channel("tunebook:watch");

/** Milliseconds between two looks at the trials, at least. */
const pause = 500;
/** Drawing takes at most this share of the time: a study of many trials is drawn less often. */
const share = 0.1;

/**
 * What `study.watch()` returns: the way to end the display before the study does.
 *
 * @example
 * const watch = study.watch();
 * watch.stop();
 * watch.isOver; // true
 */
export class StudyWatch {
  readonly #id = randomUUID();
  readonly #study: StudyView;
  readonly #ended: (watch: StudyWatch) => void;
  #seen: readonly TrialRecord[] | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(study: StudyView, ended: (watch: StudyWatch) => void) {
    this.#study = study;
    this.#ended = ended;
    const text = `The study ${study.name} is shown until its next optimize ends, or stop() is called.`;
    Object.defineProperty(this, Symbol.for("Jupyter.display"), { value: () => ({ "text/plain": text }) });
    this.#look();
  }

  /** Whether the display is no longer updated. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Shows the study as it is now, and then no longer. */
  stop(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#ended(this);
    this.#announceIf(() => true);
  }

  #look(): void {
    const begun = performance.now();
    this.#announceIf((trials) => this.#hasChanged(trials));
    if (this.#isOver) return;
    const wait = Math.max(pause, (performance.now() - begun) / share);
    // A watch alone does not keep a program running.
    this.#timer = setTimeout(() => {
      this.#look();
    }, wait).unref();
  }

  /** A journal that cannot be read ends the watch with a warning: nobody could catch an error of a timer. */
  #announceIf(mayAnnounce: (trials: readonly TrialRecord[]) => boolean): void {
    try {
      const { name, directions, trials } = this.#study;
      if (!mayAnnounce(trials)) return;
      this.#seen = trials;
      const message: WatchedStudy = {
        id: this.#id,
        study: { name, directions, trials },
        finished: this.#isOver,
      };
      watchChannel.publish(message);
    } catch (error) {
      this.#isOver = true;
      this.#ended(this);
      process.emitWarning(`The study is no longer watched: ${String(error)}`, "StudyWarning");
    }
  }

  /** A record never changes, so another record is all there is to look for. */
  #hasChanged(trials: readonly TrialRecord[]): boolean {
    const seen = this.#seen;
    return (
      seen === undefined ||
      seen.length !== trials.length ||
      trials.some((trial, number) => trial !== seen[number])
    );
  }
}
