import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { collectExamples, collectSnippets, type Example } from "./collect-examples.js";
import { exampleModule } from "./example-module.js";
import { fixtures } from "./fixtures.js";

const root = join(__dirname, "..", "..", "..");
const load = createRequire(__filename);
const folder = join(root, ".cache", "examples");

interface Outcome {
  readonly name: string;
  readonly error?: string;
  readonly checks?: readonly { readonly got: unknown; readonly stated: unknown }[];
}

/** Every name of the package, and the entry point it comes through. */
function entryPointNames(): Map<string, string> {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    exports: Record<string, unknown>;
  };
  // The one for browsers has the names of the others, and does not load in Node.
  const elsewhere = ["./browser", "./package.json"];
  const entryPoints = Object.keys(exports).filter((path) => !elsewhere.includes(path));
  return new Map(
    entryPoints
      .map((path) => `tunebook${path.slice(1)}`)
      .reverse() // the main entry point last, so that it wins
      .flatMap((entryPoint) =>
        Object.keys(load(entryPoint) as object).map((name) => [name, entryPoint] as const),
      ),
  );
}

const moduleName = (example: Example, index: number): string =>
  `${String(index).padStart(3, "0")}-${example.name}`;

const compilerOptions = {
  target: "es2022",
  lib: ["es2023"],
  module: "node20",
  strict: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  types: ["node"],
};

/** Writes every example as a module, compiles them with their types checked, and runs them one after the other. */
function runAll(examples: readonly Example[]): Map<string, Outcome> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const sources = {
    entryPoints: entryPointNames(),
    fixtures: new Set(Object.keys(fixtures)),
    dist: "../../dist",
  };
  examples.forEach((example, index) => {
    const compiled = join(root, "dist", "src", example.file.replace(/\.ts$/, ".js"));
    const exported = new Set(example.file.endsWith(".ts") ? Object.keys(load(compiled) as object) : []);
    const path = join(folder, `${moduleName(example, index)}.mts`);
    writeFileSync(path, exampleModule(example, exported, sources));
  });
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.mts"] }));
  const node = (...args: string[]) => spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  const compiler = join("node_modules", "typescript-native", "bin", "tsc");
  const { stdout } = node(compiler, "-p", folder, "--pretty", "false");
  const { stderr } = node(join(__dirname, "run-examples.js"), folder);
  const lines = stderr.split("\n").filter((line) => line.startsWith('{"name":'));
  const outcomes = lines.map((line) => JSON.parse(line) as Outcome);
  const typeErrors = stdout.split("\n").flatMap((line) => {
    const [, name, error] = /([^\\/]+)\.mts(\(.*error .*)/.exec(line) ?? [];
    return name === undefined || error === undefined ? [] : [{ name, error }];
  });
  return new Map([...outcomes, ...typeErrors].map((each) => [each.name.replace(/\.mjs$/, ""), each]));
}

describe("the examples of the docstrings, and the pages of docs that are code", function () {
  this.timeout(300_000);
  const examples = [...collectExamples(), ...collectSnippets()];
  let outcomes = new Map<string, Outcome>();
  before(() => {
    outcomes = runAll(examples);
  });

  it("are there", () => {
    expect(examples.length).to.be.greaterThan(100);
  });

  examples.forEach((example, index) => {
    it(`${example.name} (${example.file})`, () => {
      const outcome = outcomes.get(moduleName(example, index));
      expect(outcome, "the example ended the process").not.to.equal(undefined);
      expect(outcome?.error).to.equal(undefined);
      for (const { got, stated } of outcome?.checks ?? [])
        if (typeof stated === "number" && typeof got === "number")
          expect(got).to.be.closeTo(stated, 0.005 * Math.abs(stated) + 1e-9);
        else expect(got).to.deep.equal(stated);
    });
  });
});
