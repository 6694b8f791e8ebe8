import { join, resolve } from "node:path";
import ts from "typescript";

/** The checkout. */
export const root = resolve(__dirname, "../../..");

/** The ways into the package, and what TypeScript reads at each. */
export const entryPoints = {
  tunebook: "dist/src/index.d.ts",
  "tunebook/charts": "dist/src/entry-points/charts.d.ts",
  "tunebook/course": "dist/src/entry-points/course.d.ts",
  "tunebook/kernel": "dist/src/notebook/index.d.ts",
  "tunebook/training": "dist/src/entry-points/training.d.ts",
  "tunebook/tuning": "dist/src/entry-points/tuning.d.ts",
} as const;

export type EntryPoint = keyof typeof entryPoints;

/** What one entry point offers, sorted. */
export interface Offer {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

const isValue = (checker: ts.TypeChecker, symbol: ts.Symbol): boolean => {
  const own = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return (own.flags & ts.SymbolFlags.Value) !== 0 && !isTypeOnly(symbol);
};

/** `export type { Study }` of a class is a type, though a class is a value as well. */
const isTypeOnly = (symbol: ts.Symbol): boolean =>
  symbol.declarations?.some(
    (each) => ts.isExportSpecifier(each) && (each.isTypeOnly || each.parent.parent.isTypeOnly),
  ) ?? false;

/** What TypeScript sees at every entry point, in the built declarations. */
function openEntryPoints(): { checker: ts.TypeChecker; exportsOf: (file: string) => ts.Symbol[] } {
  const program = ts.createProgram(
    Object.values(entryPoints).map((file) => join(root, file)),
    { module: ts.ModuleKind.Node16, target: ts.ScriptTarget.ES2022, types: [], noEmit: true, strict: true },
  );
  const checker = program.getTypeChecker();
  const exportsOf = (file: string): ts.Symbol[] =>
    checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(join(root, file))!)!);
  return { checker, exportsOf };
}

/** The public names of every entry point. */
export function publicNames(): Record<EntryPoint, Offer> {
  const { checker, exportsOf } = openEntryPoints();
  const offer = (file: string): Offer => {
    const all = exportsOf(file);
    const named = (wanted: boolean): string[] =>
      all.filter((each) => isValue(checker, each) === wanted).map(({ name }) => name).sort(); // prettier-ignore
    return { values: named(true), types: named(false) };
  };
  return Object.fromEntries(
    Object.entries(entryPoints).map(([entryPoint, file]) => [entryPoint, offer(file)]),
  ) as Record<EntryPoint, Offer>;
}

/** What parameters are called that are options: an object whose keys are known by name. */
const optionsNames = new Set(["options", "given", "input", "entry", "caption", "rates"]);

/** Every public function that takes options, and the names of the options it declares. */
export function publicOptions(): ReadonlyMap<string, readonly string[]> {
  const { checker, exportsOf } = openEntryPoints();
  const keysOf = (parameter: ts.Symbol): string[] => {
    const type = checker.getNonNullableType(checker.getTypeOfSymbol(parameter));
    if (!optionsNames.has(parameter.name) || type.isUnion()) return [];
    return checker.getPropertiesOfType(type).map(({ name }) => name);
  };
  const found = new Map<string, readonly string[]>();
  for (const symbol of Object.values(entryPoints).flatMap(exportsOf)) {
    const own = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    if (!isValue(checker, symbol)) continue;
    const signatures = checker.getTypeOfSymbol(own).getCallSignatures();
    const keys = signatures.flatMap(({ parameters }) => parameters.flatMap(keysOf));
    if (keys.length > 0) found.set(symbol.name, [...new Set(keys)].sort());
  }
  return found;
}
