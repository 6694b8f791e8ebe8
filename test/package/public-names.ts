import { join, resolve } from "node:path";
import ts from "typescript";

/** The checkout. */
export const root = resolve(__dirname, "../../..");

/** The ways into the package, and what TypeScript reads at each. */
export const entryPoints = {
  tunebook: "dist/src/index.d.ts",
  "tunebook/charts": "dist/src/entry-points/charts.d.ts",
  "tunebook/course": "dist/src/entry-points/course.d.ts",
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

/** The public names of every entry point, as TypeScript sees them in the built declarations. */
export function publicNames(): Record<EntryPoint, Offer> {
  const program = ts.createProgram(
    Object.values(entryPoints).map((file) => join(root, file)),
    { module: ts.ModuleKind.Node16, target: ts.ScriptTarget.ES2022, types: [], noEmit: true },
  );
  const checker = program.getTypeChecker();
  const offer = (file: string): Offer => {
    const symbol = checker.getSymbolAtLocation(program.getSourceFile(join(root, file))!)!;
    const all = checker.getExportsOfModule(symbol);
    const named = (wanted: boolean): string[] =>
      all.filter((each) => isValue(checker, each) === wanted).map(({ name }) => name).sort(); // prettier-ignore
    return { values: named(true), types: named(false) };
  };
  return Object.fromEntries(
    Object.entries(entryPoints).map(([entryPoint, file]) => [entryPoint, offer(file)]),
  ) as Record<EntryPoint, Offer>;
}
