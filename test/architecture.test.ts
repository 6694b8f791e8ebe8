import { expect } from "chai";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, posix } from "node:path";
import ts from "typescript";

const root = join(__dirname, "..", "..");
const library = [
  "runtime",
  "random",
  "hyperparameters",
  "tensorflow",
  "data",
  "models",
  "graph",
  "training",
  "sweep",
  "tuning",
  "automl",
  "charts",
];

/** What each part of src/ may use of the others when it runs. */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  runtime: [],
  random: [],
  hyperparameters: ["runtime", "random"],
  tensorflow: ["runtime"],
  data: ["runtime", "random", "hyperparameters", "tensorflow"],
  models: ["runtime", "random", "hyperparameters", "tensorflow"],
  graph: ["runtime", "tensorflow"],
  training: ["runtime", "random", "hyperparameters", "tensorflow", "data", "models", "graph"],
  cluster: ["runtime", "hyperparameters", "data", "training"],
  sweep: ["runtime", "random", "hyperparameters", "tensorflow", "data", "models", "training", "cluster"],
  tuning: ["runtime", "random", "hyperparameters", "sweep"],
  automl: ["runtime", "random", "hyperparameters", "data", "models", "training", "tuning"],
  charts: ["runtime"],
  course: library,
  kernel: [],
  notebook: ["runtime"],
  setup: [],
  cli: ["cluster", "tensorflow", "automl"],
  web: [...library, "course", "kernel", "entry-points", "index.js"],
  "entry-points": [...library, "course"],
  "index.ts": [...library, "course"],
};

/** Folders that may use more than the rest of their part: only the search on fleets trains, the rest of tuning does not know how. */
const mayUseToo: Readonly<Record<string, readonly string[]>> = {
  "tuning/search": ["data", "models", "training"],
};

/** What each part may speak about beyond that, in types, which vanish when it is compiled. */
const mayDescribe: Readonly<Record<string, readonly string[]>> = {
  models: ["data", "graph"],
  charts: library,
  cluster: ["sweep"],
  tuning: [],
  notebook: ["kernel"],
};

/** Packages that only some parts may use. */
const reserved: readonly { readonly packages: RegExp; readonly parts: readonly string[] }[] = [
  {
    packages: /^(@tensorflow\/|danfojs)/,
    parts: ["tensorflow", "data", "models", "graph", "training", "sweep"],
  },
  { packages: /^vega/, parts: ["charts"] },
  { packages: /^(bullmq|ioredis)/, parts: ["cluster"] },
  { packages: /^tslab/, parts: ["course", "kernel"] },
];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

/** Every source below a folder of the checkout, as a path with slashes. */
function sourcesBelow(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => /\.(ts|mjs)$/.test(name))
    .map((name) => posix.join(folder, name.replaceAll("\\", "/")));
}

/** Whether an import or a re-export names types only, in whole or name by name. */
function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) {
    const named = node.exportClause !== undefined && ts.isNamedExports(node.exportClause);
    return node.isTypeOnly || (named && node.exportClause.elements.every((element) => element.isTypeOnly));
  }
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  if (clause.name !== undefined || clause.namedBindings === undefined) return false;
  return (
    ts.isNamedImports(clause.namedBindings) &&
    clause.namedBindings.elements.every((element) => element.isTypeOnly)
  );
}

/** The module that a node of the syntax tree names, whichever way it does. */
function namedModule(node: ts.Node): { readonly to: ts.Node; readonly typeOnly: boolean } | undefined {
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined)
    return { to: node.moduleSpecifier, typeOnly: isTypeOnly(node) };
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return { to: node.argument.literal, typeOnly: true };
  if (ts.isCallExpression(node) && node.arguments[0] !== undefined) {
    const dynamic = node.expression.kind === ts.SyntaxKind.ImportKeyword;
    const required = ts.isIdentifier(node.expression) && node.expression.text === "require";
    if (dynamic || required) return { to: node.arguments[0], typeOnly: false };
  }
  return undefined;
}

function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(root, file), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const named = namedModule(node);
    if (named !== undefined && ts.isStringLiteral(named.to))
      found.push({ from: file, to: named.to.text, typeOnly: named.typeOnly });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The part of src/ that a file belongs to; undefined outside of it. */
const partOf = (file: string): string | undefined => /^src\/([^/]+)/.exec(file)?.[1];

/** The part that an import leads to; undefined for a package. */
const targetPart = ({ from, to }: Import): string | undefined =>
  to.startsWith(".") ? (partOf(posix.join(dirname(from), to)) ?? "outside of src") : undefined;

const sources = sourcesBelow("src");
const imports = sources.flatMap(importsOf);
const sentence = ({ from, to }: Import): string => `${from} imports ${to}`;

describe("the architecture", () => {
  it("sees the sources and their imports", () => {
    expect(sources.length).to.be.greaterThan(100);
    expect(imports.some(({ typeOnly }) => typeOnly)).to.equal(true);
    expect(imports.some((each) => targetPart(each) === "random" && partOf(each.from) === "data")).to.equal(
      true,
    );
  });

  it("knows every part of src", () => {
    const parts = new Set(sources.map(partOf));
    expect([...parts].filter((part) => part !== undefined && !(part in mayUse))).to.deep.equal([]);
  });

  it("imports in one direction", () => {
    const wrong = imports.filter((each) => {
      const from = partOf(each.from) ?? "";
      const target = targetPart(each);
      if (target === undefined || target === from || mayUse[from]?.includes(target)) return false;
      const [, folder = ""] = /^src\/(.+)\/[^/]+$/.exec(each.from) ?? [];
      if (mayUseToo[folder]?.includes(target)) return false;
      return !(each.typeOnly && mayDescribe[from]?.includes(target));
    });
    expect(wrong.map(sentence)).to.deep.equal([]);
  });

  it("enters the graph compiler by its one door", () => {
    const wrong = imports.filter(
      (each) =>
        targetPart(each) === "graph" && partOf(each.from) !== "graph" && !each.to.endsWith("graph/index.js"),
    );
    expect(wrong.map(sentence)).to.deep.equal([]);
  });

  it("uses TensorFlow, Vega and tslab only where they belong", () => {
    const wrong = imports.filter((each) =>
      reserved.some(
        ({ packages, parts }) =>
          packages.test(each.to) && !each.typeOnly && !parts.includes(partOf(each.from) ?? ""),
      ),
    );
    expect(wrong.map(sentence)).to.deep.equal([]);
  });

  it("needs nothing installed for set-up", () => {
    // The one runs inside mocha, the others are loaded by site.mjs once the packages are there.
    const afterInstall = ["src/setup/testing/reporter.mjs", "src/setup/site/", "src/setup/browser/"];
    const wrong = imports.filter(
      ({ from, to }) =>
        from.startsWith("src/setup/") &&
        !afterInstall.some((path) => from.startsWith(path)) &&
        !to.startsWith(".") &&
        !builtinModules.includes(to.replace(/^node:/, "")),
    );
    expect(wrong.map(sentence)).to.deep.equal([]);
  });
});
