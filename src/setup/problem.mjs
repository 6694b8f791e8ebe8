/** A problem the reader has to fix: what is wrong, and what to install or do about it. */
export class SetupProblem extends Error {
  /**
   * @param {string} what one sentence: what was attempted, what was found
   * @param {readonly string[]} whatToDo one line for each thing to try
   */
  constructor(what, whatToDo) {
    super(what);
    this.name = "SetupProblem";
    this.whatToDo = whatToDo;
  }

  /** The whole message, as shown in a terminal. */
  toText() {
    return [this.message, ...this.whatToDo.map((line) => `  → ${line}`)].join("\n");
  }
}
