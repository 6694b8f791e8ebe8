import fc from "fast-check";
import { endOf, tryInKernel } from "../kernel-cases.js";
import type { Fuzz } from "../fuzz.js";

/** Text with halves of characters, which no UTF-8 file can hold. */
const halves = fc.string({
  maxLength: 20,
  unit: fc.oneof(fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }), fc.constantFrom("\ud83d", "\ude00", "\udfff", "\\ud83d", "\\", '"')), // prettier-ignore
});

const wellFormed = (text: string): string => Buffer.from(text, "utf8").toString("utf8");

export const halfCharacters: Fuzz = {
  name: "halves of characters",
  rule: "printed, as a result, in an error: each half becomes U+FFFD, and all else arrives as it was",
  few: 20,
  many: 500,
  run: (cases, seed) =>
    tryInKernel(
      halves,
      async (text, kernel) => {
        const literal = JSON.stringify(text);
        const printed = await endOf(kernel, `process.stdout.write(${literal}); [${literal}.length]`);
        // A carriage return or a backspace is shown as a terminal would.
        const isPlain = !["\r", "\b", "\u001b"].some((each) => text.includes(each));
        if (isPlain && printed.stdout !== wellFormed(text))
          throw new Error(`Printed was ${JSON.stringify(printed.stdout)} for ${literal}`);
        if (printed.result !== `[ ${text.length} ]`) throw new Error(`The cell was given other text: ${String(printed.result)}`); // prettier-ignore
        const thrown = await endOf(kernel, `throw new RangeError(${literal})`);
        if (thrown.error !== `RangeError: ${wellFormed(text)}`)
          throw new Error(`The error was ${JSON.stringify(thrown.error)} for ${literal}`);
        return isPlain ? "as it was" : "with control characters";
      },
      { cases, seed },
    ),
};

const flood = fc.record({
  rounds: fc.integer({ min: 1, max: 20_000 }),
  width: fc.integer({ min: 0, max: 200 }),
  before: fc.constantFrom("", "head\n", "\r", "a\rb\n"),
  every: fc.integer({ min: 1, max: 5000 }),
  awaits: fc.boolean(),
});

export const floods: Fuzz = {
  name: "floods of rewritten lines",
  rule: "of a line that is rewritten over and over the last state arrives, in a bounded amount of text",
  few: 8,
  many: 100,
  run: (cases, seed) =>
    tryInKernel(
      flood,
      async ({ rounds, width, before, every, awaits }, kernel) => {
        const waiting = awaits
          ? `if (i % ${every} === 0) await new Promise((done) => setImmediate(done));`
          : "";
        const code = `process.stdout.write(${JSON.stringify(before)});
          for (let i = 1; i <= ${rounds}; i++) { process.stdout.write("\\r" + String(i).padStart(6) + "x".repeat(${width})); ${waiting} }`;
        const { stdout, status, error } = await endOf(kernel, code);
        if (status !== "ok") throw new Error(error);
        const last = `\r${String(rounds).padStart(6)}${"x".repeat(width)}`;
        if (!stdout.endsWith(last)) throw new Error(`The end was ${JSON.stringify(stdout.slice(-300))}`);
        if (stdout.length > 5_000_000) throw new Error(`It were ${stdout.length} characters.`);
        return "the last state arrived";
      },
      { cases, seed },
    ),
};
