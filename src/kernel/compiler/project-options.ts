import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { asObject } from "../protocol/message.js";
import { cellOptions } from "./cell-options.js";

/** Options of a tsconfig.json that make the check of cells stricter or looser. */
const obeyed = [
  "strict",
  "alwaysStrict",
  "exactOptionalPropertyTypes",
  "noFallthroughCasesInSwitch",
  "noImplicitAny",
  "noImplicitOverride",
  "noImplicitReturns",
  "noImplicitThis",
  "noPropertyAccessFromIndexSignature",
  "noUncheckedIndexedAccess",
  "strictBindCallApply",
  "strictBuiltinIteratorReturn",
  "strictFunctionTypes",
  "strictNullChecks",
  "strictPropertyInitialization",
  "useUnknownInCatchVariables",
];

/** Options that change what code means, and that notebooks do not know; all others concern files that are written. */
const unknown = [
  "baseUrl",
  "customConditions",
  "emitDecoratorMetadata",
  "experimentalDecorators",
  "jsx",
  "paths",
  "rootDirs",
];

/** How the cells of a notebook are checked, and what the reader must be told about it. */
export interface ProjectOptions {
  readonly compilerOptions: Readonly<Record<string, unknown>>;
  readonly note?: string;
}

/** The options for notebooks in a folder: a tsconfig.json that stands there, or that it extends, is obeyed. */
export function projectOptions(folder: string): ProjectOptions {
  const lib = libraryOf(Number(process.versions.node.split(".")[0]));
  const ours = { ...cellOptions, types: ["node"], lib, typeRoots: typeRoots(folder) };
  const path = join(folder, "tsconfig.json");
  if (!existsSync(path)) return { compilerOptions: ours };
  const { given, problem } = readOptions(path);
  if (problem !== undefined)
    return { compilerOptions: ours, note: `tsconfig.json is not obeyed: ${problem}` };
  const theirs = Object.fromEntries(
    obeyed.filter((name) => name in given).map((name) => [name, given[name]]),
  );
  const missed = unknown.filter((name) => name in given && given[name] !== false);
  return {
    compilerOptions: {
      ...ours,
      ...theirs,
      ...(given["lib"] !== undefined && { lib: (given["lib"] as string[]).map(nameOfLibrary) }),
      ...(given["types"] !== undefined && { types: [...new Set(["node", ...(given["types"] as string[])])] }),
    },
    ...(missed.length > 0 && { note: noteOf(missed) }),
  };
}

function noteOf(missed: readonly string[]): string {
  const note = `tsconfig.json is obeyed but for what notebooks do not know: ${missed.join(", ")}.`;
  const instead = ` In place of "paths", package.json can give files names of their own: "imports": { "#tools": "./tools.ts" }.`;
  return missed.includes("paths") ? note + instead : note;
}

/** The standard library that this version of Node has. */
export function libraryOf(major: number): string[] {
  if (major >= 24) return ["es2025", "esnext.array"];
  return major >= 22 ? ["es2024", "es2025.collection", "es2025.iterator", "esnext.array"] : ["es2023"];
}

function readOptions(path: string): { given: Readonly<Record<string, unknown>>; problem?: string } {
  const read: { readonly config?: unknown; readonly error?: ts.Diagnostic } = ts.readConfigFile(
    path,
    (name) => readFileSync(name, "utf8"),
  );
  if (read.error !== undefined) return { given: {}, problem: textOf(read.error) };
  // Whatever files it names, the cells are others.
  const { options, errors } = ts.parseJsonConfigFileContent(
    { ...asObject(read.config), files: ["cell.ts"] },
    ts.sys,
    dirname(path),
  );
  return errors.length > 0 ? { given: {}, problem: textOf(errors[0]) } : { given: options };
}

function textOf(error: ts.Diagnostic | undefined): string {
  return ts.flattenDiagnosticMessageText(error?.messageText, "\n") || "it cannot be read.";
}

/** `lib.es2023.array.d.ts` as it is written in a tsconfig.json. */
function nameOfLibrary(file: string): string {
  return file.replace(/^lib\./, "").replace(/\.d\.ts$/, "");
}

/** The notebook's own type packages, then this package's. */
function typeRoots(folder: string): string[] {
  const ours = join(dirname(require.resolve("@types/node/package.json")), "..");
  return [...(ts.getEffectiveTypeRoots({}, { getCurrentDirectory: () => folder }) ?? []), ours];
}
