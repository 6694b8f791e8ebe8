import ts from "typescript";
import { freePrefix, runtimeNames, type Emitted } from "../link/emitted.js";
import { parse, type CellSource } from "./cell-source.js";
import { renameReserved } from "./reserved-names.js";
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
 * as the cell's value, loops that wait ask whether they have been interrupted.
 */
export function emitCell(source: CellSource, used: readonly Entry[]): Emitted {
  const prefix = freePrefix(source.code);
  const { object = Infinity } = source;
  const last = source.lastExpression;
  const edits: Edit[] =
    last === undefined ? [] : [{ at: last.start, text: `${prefix}${runtimeNames.value}.last = (` }];
  // From the object on, its tree is one character further.
  for (const each of renameReserved(source.file, prefix))
    edits.push(each.at > object ? { ...each, at: each.at - 1 } : each);
  const hoisted: string[] = [];
  for (const { names, heading, nested, empty } of source.declaring) {
    if (heading) edits.push({ at: heading.start, to: heading.end, text: "export " });
    // A name that is declared again begins anew.
    for (const at of empty) edits.push({ at, text: " = undefined" });
    edits.push(...nested);
    hoisted.push(...names.filter((each) => each.nested).map(({ name }) => name));
  }
  // TypeScript leaves out what the cell does not use; a module that fails shall fail in the cell that imports it.
  for (const { end, from } of source.imports)
    edits.push({ at: end, text: `; ${prefix}${runtimeNames.demand}(${JSON.stringify(from)});` });
  for (const { start, end } of source.ownExports) edits.push({ at: start, to: end, text: "" });
  if (last !== undefined) edits.push({ at: last.end, text: ")" });
  const inner = [...new Set(hoisted)].map((name): Entry => ({ name, kind: "variable", cell: 0 }));
  const kept = edits.map((each) => ({ ...each, text: each.text + lineBreaks(source.code, each) }));
  const header = runHeader([...used, ...inner]);
  return {
    ...transpile(`${header}\n${applyEdits(source.code, kept)}`, "cell.ts", prefix),
    edits: kept,
    header: 1,
    prefix,
  };
}

/** The line breaks that an edit would take away. */
function lineBreaks(code: string, { at, to = at }: Pick<Edit, "at" | "to">): string {
  return code.slice(at, to).replace(/[^\n]/g, "");
}

/** A local TypeScript module as CommonJS. */
export function emitModule(text: string, path: string): Emitted {
  const prefix = freePrefix(text);
  const edits = renameReserved(parse(text), prefix);
  return { ...transpile(applyEdits(text, edits), path, prefix), edits, header: 0, prefix };
}

function transpile(text: string, fileName: string, prefix: string): { code: string; map: string } {
  const { outputText, sourceMapText = "{}" } = ts.transpileModule(text, {
    fileName,
    compilerOptions: options,
    transformers: { before: [instrument(prefix)] },
  });
  return { code: outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"), map: sourceMapText };
}

/**
 * Every loop that waits first asks whether it shall end, for it would go on behind the cells after it; loops that do not
 * are ended from outside and run at full speed. `import()` and `import.meta` are answered by the cell process.
 */
const instrument =
  (prefix: string) =>
  (context: ts.TransformationContext): ts.Transformer<ts.SourceFile> => {
    const { factory } = context;
    const own = (name: string) => factory.createIdentifier(prefix + name);
    const tick = () =>
      factory.createExpressionStatement(factory.createCallExpression(own(runtimeNames.tick), [], []));
    const visit = (node: ts.Node): ts.Node => {
      const visited = ts.visitEachChild(node, visit, context);
      if (ts.isCallExpression(visited) && visited.expression.kind === ts.SyntaxKind.ImportKeyword)
        return factory.updateCallExpression(
          visited,
          own(runtimeNames.dynamicImport),
          undefined,
          visited.arguments,
        );
      if (ts.isMetaProperty(visited) && visited.keywordToken === ts.SyntaxKind.ImportKeyword)
        return own(runtimeNames.meta);
      return ts.isIterationStatement(visited, false) && waits(visited)
        ? withTick(visited, factory, tick())
        : visited;
    };
    return (file) => ts.visitEachChild(file, visit, context);
  };

/** Whether other code may run between two rounds of a loop. */
function waits(loop: ts.IterationStatement): boolean {
  if (ts.isForOfStatement(loop) && loop.awaitModifier !== undefined) return true;
  const isWaiting = (node: ts.Node): boolean => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
    if (ts.isAwaitExpression(node) || ts.isYieldExpression(node)) return true;
    if (ts.isForOfStatement(node) && node.awaitModifier !== undefined) return true;
    return ts.forEachChild(node, isWaiting) ?? false;
  };
  return ts.forEachChild(loop, isWaiting) ?? false;
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
