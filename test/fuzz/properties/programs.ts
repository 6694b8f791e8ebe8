import fc from "fast-check";
import ts from "typescript";
import { endOf, tryInKernel } from "../kernel-cases.js";
import type { Fuzz } from "../fuzz.js";

const names = ["alpha", "beta", "exports", "module", "$value", "require", "Promise", "_"] as const;

/** A declaration, and the expression that says what came of it. */
interface Part {
  readonly code: string;
  readonly value: string;
}

/** Declarations as they stand in a module, exported in every way there is. */
function declaration(name: string): fc.Arbitrary<Part> {
  const number = fc.integer({ min: -9, max: 9 });
  const exported = fc.constantFrom("", "export ");
  return fc.oneof(
    fc.tuple(exported, fc.constantFrom("const", "let", "var"), number).map(([head, kind, value]) => ({ code: `${head}${kind} ${name} = ${value};`, value: name })), // prettier-ignore
    fc.tuple(exported, number).map(([head, value]) => ({ code: `${head}const { a: ${name} } = { a: ${value} };`, value: name })), // prettier-ignore
    fc.tuple(fc.constantFrom("", "export ", "async ", "export async "), number).map(([head, value]) => ({ code: `${head}function ${name}(x: number) { let ${name} = x; return ${name} + ${value}; }`, value: `await ${name}(1)` })), // prettier-ignore
    fc.tuple(exported, number).map(([head, value]) => ({ code: `${head}class ${name} { static y = ${value}; ${name}() { return ${name}.y; } }`, value: `new ${name}().${name}()` })), // prettier-ignore
    fc.tuple(exported, number).map(([head, value]) => ({ code: `${head}enum ${name} { A = ${value}, B }`, value: `[${name}.B, ${name}[${value}]]` })), // prettier-ignore
    number.map((value) => ({ code: `const ${name} = ${value};\nexport { ${name} };`, value: `{ ${name} }` })),
    number.map((value) => ({ code: `for (var ${name} = 0; ${name} < ${Math.abs(value)}; ${name}++);`, value: `{ ${name}: ${name} }` })), // prettier-ignore
    number.map((value) => ({ code: `const { ${name} = ${value} }: { ${name}?: number } = {};`, value: `((${name}: number) => ${name})(${name})` })), // prettier-ignore
  );
}

const program = fc
  .subarray([...names], { minLength: 1, maxLength: 4 })
  .chain((chosen) => fc.tuple(...chosen.map(declaration)));

/** How many programs Node has run. */
let count = 0;

/** What Node prints for the program as a module. */
async function underNode(code: string): Promise<string> {
  const { outputText } = ts.transpileModule(
    code.replace("console.log(", "globalThis.fuzzed = (...given) => given; globalThis.fuzzedText = String("),
    {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    },
  );
  // A URL of its own for each, for Node keeps modules.
  await import(`data:text/javascript,${encodeURIComponent(`${outputText}\n//${count++}`)}`);
  return `${(globalThis as { fuzzedText?: string }).fuzzedText ?? ""}\n`;
}

export const pastedModules: Fuzz = {
  name: "modules with exports",
  rule: "a module that is pasted into a cell, whatever its names and exports, prints what it prints under Node",
  few: 15,
  many: 500,
  run: (cases, seed) =>
    tryInKernel(
      program,
      async (parts, kernel) => {
        const values = parts.map(({ value }) => value).join(", ");
        const inner = `${parts.map(({ code }) => code).join("\n")}\nconsole.log(JSON.stringify([${values}]));`;
        const expected = await underNode(inner);
        const { stdout, error } = await endOf(kernel, inner);
        if (stdout !== expected) throw new Error(`Node prints ${expected}, the kernel ${stdout} ${error}`);
        return "as under Node";
      },
      { cases, seed },
    ),
};

const sound = [
  "console.log('ran');",
  "const rates = [0.1, 0.01];",
  "function half(x: number): number { return x / 2; }",
  "for (const rate of [1, 2]) half(rate);",
  "class Model<T> { constructor(readonly of: T) {} }",
  "`a ${half(2)} b`;",
  "/* comment */ let re = /a[/]b/g;",
  "type Pair = { a: number; b?: string };",
  "export default { a: 1, b: [2] };",
  "if (half(4) > 1) { console.log('in'); } else { console.log('else'); }",
];

const broken = fc.record({
  lines: fc.shuffledSubarray(sound, { minLength: 2, maxLength: 6 }),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat(6),
  put: fc.oneof(
    fc.constantFrom("", "(", ")", "{", "}", "`", "'", "/*", "*/", "${", "=>", "@", "#", "\\", "await", "function", "\u2028", "\0"), // prettier-ignore
    fc.string({ unit: "binary", maxLength: 3 }),
  ),
});

export const brokenCells: Fuzz = {
  name: "cells with slips in their syntax",
  rule: "a cell runs as a whole, or is refused before any of it has run, with its line and a caret",
  few: 25,
  many: 1000,
  run: (cases, seed) =>
    tryInKernel(
      broken,
      async ({ lines, at, cut, put }, kernel) => {
        const whole = `{ const half = (x: number) => x; half(1); }\n${lines.join("\n")}`;
        const place = Math.floor(at * whole.length);
        const { status, error, stdout } = await endOf(
          kernel,
          whole.slice(0, place) + put + whole.slice(place + cut),
        );
        if (status === "ok") return "ran";
        if (/^(TypeScriptError|NoMagic): /.test(error)) {
          if (stdout !== "") throw new Error(`A part of a refused cell has run: ${stdout} ${error}`);
          return "refused";
        }
        // What is well typed may still throw.
        if (/^(ReferenceError|TypeError|SyntaxError|RangeError|Error): /.test(error)) return "threw";
        throw new Error(`The cell ended with ${status} ${error}`);
      },
      { cases, seed },
    ),
};
