import { expect } from "chai";
import fc from "fast-check";
import { compileFunction } from "node:vm";
import { readCell } from "../../src/kernel/compiler/cell-source.js";
import { emitCell } from "../../src/kernel/compiler/emit.js";
import { runtimeNames, type Emitted } from "../../src/kernel/link/emitted.js";
import { PlainCells } from "../../src/kernel/supervisor/plain-cells.js";

const compile = (code: string) => new PlainCells().compile(code);

/** What a cell leaves behind, its value and what it prints. */
function outcome({ code, prefix }: Emitted): unknown {
  const names: Record<string, unknown> = {};
  const value: { last?: unknown } = {};
  const printed: unknown[][] = [];
  const console = { log: (...values: unknown[]) => void printed.push(values) };
  const given = ["exports", `${prefix}${runtimeNames.value}`, "console"];
  const run = compileFunction(code, given) as (...values: unknown[]) => void;
  run(names, value, console);
  return { names: { ...names }, last: value.last, printed };
}

const literal = fc.constantFrom("0", "17", "2.5", "-3", "- 4", "'a'", '"it\'s"', "`b\n'c'`", '"\\n\\\\"', "true", "false"); // prettier-ignore
const number = fc.constantFrom("1", "20", "0.5", "-6", "(7)", "(8 - -9)");
const operation = fc.tuple(number, fc.constantFrom("+", "-", "*", "/", "%", " - "), number);
const simple = fc.oneof(
  literal,
  number,
  operation.map((each) => each.join("")),
);
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    simple,
    fc.array(tie("value"), { maxLength: 3 }).map((each) => `[${each.join(", ")}]`),
    tie("value").map((each) => `(${each})`),
  ),
}));
const name = fc.constantFrom("a", "b", "$c", "_", "exports", "require", "let", "type");
const statement = fc.oneof(
  value,
  fc.array(value, { maxLength: 2 }).map((each) => `console.log(${each.join(",")})`),
  fc
    .tuple(
      fc.constantFrom("const", "let", "var"),
      fc.array(fc.tuple(name, value), { minLength: 1, maxLength: 2 }),
    )
    .map(([kind, each]) => `${kind} ${each.map((pair) => pair.join(" = ")).join(", ")}`),
);
const between = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(";", "\n", ";\n", " /* \n */ ", " // comment\n") },
  fc.constantFrom(" ", ""),
);
const slips = [
  "(",
  ")",
  "[",
  "]",
  ",",
  "-",
  "--",
  "++",
  "/",
  "=",
  "'",
  "`",
  "\\",
  ".",
  "e",
  "const ",
  "\n",
  "\u2028",
  "é",
];
const slip = fc.oneof({ weight: 2, arbitrary: fc.constant("") }, fc.constantFrom(...slips));

/** Cells that are plain, or nearly so. */
const cells = fc
  .tuple(fc.array(fc.tuple(statement, between), { maxLength: 4 }), slip, fc.nat())
  .map(([statements, put, place]) => {
    const code = statements.flat().join("");
    const at = place % (code.length + 1);
    return code.slice(0, at) + put + code.slice(at);
  });

describe("kernel: cells that the compiler need not see", () => {
  it("are sound, and leave, give and print what the compiler's JavaScript does", () => {
    let plain = 0;
    fc.assert(
      fc.property(cells, (code) => {
        const compiled = compile(code);
        if (compiled === undefined) return;
        plain++;
        const source = readCell(code);
        expect(source.syntax).to.deep.equal([]);
        expect(compiled.declares).to.deep.equal(source.declarations.map((each) => each.name));
        expect(outcome(compiled.emitted)).to.deep.equal(outcome(emitCell(source, [])));
      }),
      { numRuns: 300 },
    );
    expect(plain).to.be.greaterThan(50);
  });

  it("are literals, arithmetic with numbers, declarations and printing, with comments", () => {
    const codes = [
      "1 + 17",
      "const name17 = 17",
      "",
      "// nothing but a comment",
      "var a = 1, b = 'x'\nlet c = [1, [true, `x`],]",
      'console.log("a\\n", 1);\n2 * (3 - -4) // done',
      `const data = [${"1, ".repeat(100_000)}1]`,
      `const long = "${"\\n".repeat(1_000_000)}"`,
    ];
    for (const code of codes) expect(compile(code), code.slice(0, 50)).not.to.equal(undefined);
  });

  it("are no others: not where a type could be wrong, and not where the syntax is, or is unusual", () => {
    const codes = [
      '1 + "a"', "[]", "true + 1", "name", "let x: number = 1", "let x", "console.log(name)", "console.log`a`",
      "1 +", "1 2", "const a = 1 const b = 2", "const a = 1, a = 2", "const class = 1", "const console = 1", "/* open", "'open",
      "1\n(2)", "'a'\n`b`", "'a'\n[0]", "1\n++a", "1--1", "1 ** 2", "01", "1_000", "1n", "0x1", "1e3", "1.", "1.toFixed()",
      "'\\x41'", "'\\0'", "`${1}`", "'a\nb'", "consté = 1", "const né = 1", "trueé", "#!node", "'a\u2028'", "1\n--> 2",
      "// Parameters\nlet a = 1", `${"(".repeat(100_000)}1${")".repeat(100_000)}`,
    ]; // prettier-ignore
    for (const code of codes) expect(compile(code), code.slice(0, 50)).to.equal(undefined);
  });

  it("print only while console is Node's", () => {
    const plain = new PlainCells();
    plain.note(["other"]);
    expect(plain.compile("console.log(1)")).not.to.equal(undefined);
    plain.note(["console"]);
    expect(plain.compile("console.log(1)")).to.equal(undefined);
    expect(plain.compile("1")).not.to.equal(undefined);
  });
});
