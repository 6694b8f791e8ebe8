import type { Finding } from "../../kernel/compiler/checked-cell.js";
import { describe } from "../../kernel/compiler/diagnostics.js";

/** A cell that is not run, because TypeScript has found something wrong with it. Its message is what the kernel prints. */
export class Mistake extends Error {
  override readonly name = "TypeScriptError";

  /** @param place of the cell in the notebook */
  constructor(findings: readonly Finding[], code: string, place: number) {
    const { traceback } = describe(findings, code, `cell ${place + 1}`);
    // eslint-disable-next-line no-control-regex -- the colours of a terminal
    super(traceback.join("\n").replace(/\u001b\[\d+m/g, ""));
  }
}
