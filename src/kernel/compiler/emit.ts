import { SourceMap, type SourceMapPayload } from "node:module";
import ts from "typescript";
import type { CellSource } from "./cell-source.js";
import { runHeader, type Entry } from "./scope.js";
import { applyEdits, originalColumn, type Edit } from "./text-edits.js";

/** JavaScript that runs as the body of an async function, and the way back to the source. */
export interface Emitted {
  readonly code: string;
  /** Line and column in the source (both from 1) of a line and column in `code`. */
  readonly original: (line: number, column: number) => { line: number; column: number } | undefined;
}

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2022,
  esModuleInterop: true,
  isolatedModules: true,
  sourceMap: true,
};

/** The names that running code may call; the cell process passes them as arguments. */
export const runtimeNames = {
  value: "$value",
  tick: "$tick",
  dynamicImport: "$import",
  meta: "$meta",
} as const;

/**
 * A cell as JavaScript: top-level declarations become properties of the shared `exports`, the last expression is kept
 * in `$value.last`, loops ask whether they have been interrupted.
 */
export function emitCell(source: CellSource, used: readonly Entry[]): Emitted {
  const edits: Edit[] = source.declaring
    .filter(({ exported }) => !exported)
    .map(({ start }) => ({ at: start, text: "export " }));
  const last = source.lastExpression;
  if (last !== undefined)
    edits.push({ at: last.start, text: `${runtimeNames.value}.last = (` }, { at: last.end, text: ")" });
  const { outputText, map } = transpile(`${runHeader(used)}\n${applyEdits(source.code, edits)}`, "cell.ts");
  const original = (line: number, column: number) => {
    const place = locate(map(), line, column, 1);
    return place && { ...place, column: originalColumn(source.code, edits, place.line, place.column) };
  };
  return { code: outputText, original };
}

/** A local TypeScript module as CommonJS, its loops interruptible too. */
export function emitModule(text: string, path: string): Emitted {
  const { outputText, map } = transpile(text, path);
  return { code: outputText, original: (line, column) => locate(map(), line, column, 0) };
}

/** The JavaScript, and its source map once somebody asks where a line comes from. */
function transpile(text: string, fileName: string): { outputText: string; map: () => SourceMap } {
  const { outputText, sourceMapText } = ts.transpileModule(text, {
    fileName,
    compilerOptions: options,
    transformers: { before: [instrument] },
  });
  let parsed: SourceMap | undefined;
  const map = () => (parsed ??= new SourceMap(JSON.parse(sourceMapText ?? "{}") as SourceMapPayload));
  return { outputText: outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"), map };
}

function locate(map: SourceMap, line: number, column: number, headerLines: number) {
  const entry = map.findEntry(line - 1, column - 1);
  if (!("originalLine" in entry)) return undefined;
  const original = entry.originalLine + 1 - headerLines;
  return original < 1 ? undefined : { line: original, column: entry.originalColumn + 1 };
}

/** Every loop first asks whether it shall end; `import()` and `import.meta` are answered by the cell process. */
function instrument(context: ts.TransformationContext): ts.Transformer<ts.SourceFile> {
  const { factory } = context;
  const tick = () =>
    factory.createExpressionStatement(
      factory.createCallExpression(factory.createIdentifier(runtimeNames.tick), [], []),
    );
  const visit = (node: ts.Node): ts.Node => {
    const visited = ts.visitEachChild(node, visit, context);
    if (ts.isCallExpression(visited) && visited.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const name = factory.createIdentifier(runtimeNames.dynamicImport);
      return factory.updateCallExpression(visited, name, undefined, visited.arguments);
    }
    if (ts.isMetaProperty(visited) && visited.keywordToken === ts.SyntaxKind.ImportKeyword)
      return factory.createIdentifier(runtimeNames.meta);
    return ts.isIterationStatement(visited, false) ? withTick(visited, factory, tick()) : visited;
  };
  return (file) => ts.visitEachChild(file, visit, context);
}

function withTick(loop: ts.IterationStatement, factory: ts.NodeFactory, tick: ts.Statement): ts.Statement {
  const body = factory.createBlock([tick, loop.statement], true);
  if (ts.isForStatement(loop))
    return factory.updateForStatement(loop, loop.initializer, loop.condition, loop.incrementor, body);
  if (ts.isForInStatement(loop))
    return factory.updateForInStatement(loop, loop.initializer, loop.expression, body);
  if (ts.isForOfStatement(loop))
    return factory.updateForOfStatement(loop, loop.awaitModifier, loop.initializer, loop.expression, body);
  if (ts.isWhileStatement(loop)) return factory.updateWhileStatement(loop, loop.expression, body);
  if (ts.isDoStatement(loop)) return factory.updateDoStatement(loop, body, loop.expression);
  return loop;
}
