import ts from "typescript";
import { runtimeNames, type Emitted } from "../link/emitted.js";
import type { CellSource } from "./cell-source.js";
import { runHeader, type Entry } from "./scope.js";
import { applyEdits, type Edit } from "../link/text-edits.js";

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2022,
  esModuleInterop: true,
  isolatedModules: true,
  sourceMap: true,
};

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
  return {
    ...transpile(`${runHeader(used)}\n${applyEdits(source.code, edits)}`, "cell.ts"),
    edits,
    header: 1,
  };
}

/** A local TypeScript module as CommonJS, its loops interruptible too. */
export function emitModule(text: string, path: string): Emitted {
  return { ...transpile(text, path), edits: [], header: 0 };
}

function transpile(text: string, fileName: string): { code: string; map: string } {
  const { outputText, sourceMapText = "{}" } = ts.transpileModule(text, {
    fileName,
    compilerOptions: options,
    transformers: { before: [instrument] },
  });
  return { code: outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"), map: sourceMapText };
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
