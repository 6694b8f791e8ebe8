import ts from "typescript";
import type { Example } from "./collect-examples.js";

/** Where a name that an example uses without declaring it can come from. */
export interface NameSources {
  /** For each name of the package its entry point: `"tunebook"`, `"tunebook/charts"`, … */
  readonly entryPoints: ReadonlyMap<string, string>;
  /** The names that test/api/fixtures.ts makes. */
  readonly fixtures: ReadonlySet<string>;
  /** Where the compiled library and the fixtures are, as the start of an import path. */
  readonly dist: string;
}

/**
 * A module that runs an example: it imports what the example uses, makes what it takes for granted, and keeps, for each
 * statement `expression; // value`, both sides in `checks`.
 *
 * @param exported the names that the example's own file exports
 */
export function exampleModule(
  { file, code }: Example,
  exported: ReadonlySet<string>,
  { entryPoints, fixtures, dist }: NameSources,
): string {
  const source = ts.createSourceFile("example.ts", code, ts.ScriptTarget.Latest, true);
  const lines = [...freeNames(source)].sort().flatMap((name) => {
    const entryPoint = entryPoints.get(name);
    if (entryPoint !== undefined) return [`import { ${name} } from "${entryPoint}";`];
    if (exported.has(name)) return [`import { ${name} } from "${dist}/src/${file.replace(/\.ts$/, ".js")}";`];
    return fixtures.has(name) ? [`const ${name} = await fixtures.${name}();`] : [];
  });
  return [
    `import { fixtures } from "${dist}/test/api/fixtures.js";`,
    ...lines.filter((line) => line.startsWith("import")),
    ...lines.filter((line) => line.startsWith("const")),
    "void fixtures;",
    "export const checks: { got: unknown; stated: unknown }[] = [];",
    withChecks(source),
  ].join("\n");
}

/** Names that the example uses and neither declares nor reads as a property. */
function freeNames(source: ts.SourceFile): Set<string> {
  const used = new Set<string>();
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !isProperty(node)) (isDeclaration(node) ? declared : used).add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return new Set([...used].filter((name) => !declared.has(name)));
}

function isDeclaration(node: ts.Identifier): boolean {
  const { parent } = node;
  const declares =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isImportSpecifier(parent);
  return declares && parent.name === node;
}

function isProperty(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) return parent.name === node;
  return ts.isBindingElement(parent) && parent.propertyName === node;
}

/** The example, each `expression; // literal` turned into a check. */
function withChecks(source: ts.SourceFile): string {
  const text = source.text;
  return source.statements
    .map((statement) => {
      const plain = statement.getFullText(source);
      if (!ts.isExpressionStatement(statement)) return plain;
      const comment = ts.getTrailingCommentRanges(text, statement.end)?.[0];
      const stated = comment && literalIn(text.slice(comment.pos + 2, comment.end));
      const expression = statement.expression.getText(source);
      return stated === undefined ? plain : `\nchecks.push({ got: ${expression}, stated: ${stated} });`;
    })
    .join("");
}

/** The value that a comment states, as code; undefined if it says something in words. Words may follow after a comma. */
function literalIn(comment: string): string | undefined {
  const words = comment.trim();
  const value = /^("[^"…]*"|true|false|-?[\d.]+(e-?\d+)?|\[[-\d., []*\]+)(?=$|,|:)/.exec(words)?.[0];
  if (value === undefined) return undefined;
  try {
    JSON.parse(value);
    return value;
  } catch {
    return undefined;
  }
}
