import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** One `@example` of a docstring. */
export interface Example {
  /** Path below src/, and the name that it documents. */
  readonly file: string;
  readonly name: string;
  readonly code: string;
}

const root = join(__dirname, "..", "..", "..");

/** Every example in the docstrings of src/, in order. */
export function collectExamples(): Example[] {
  const names = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".ts"))
    .map((name) => name.replaceAll("\\", "/"))
    .sort()
    .flatMap(examplesOf);
}

/** The pages of docs/ whose TypeScript is run like an example. */
const pages = ["coming-from-optuna.md", "coming-from-kerastuner.md"];

/** Every block of TypeScript in these pages; a block may use what the examples take for granted. */
export function collectSnippets(): Example[] {
  return pages.flatMap((page) => {
    const text = readFileSync(join(root, "docs", page), "utf8");
    return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""], index) => ({
      file: `docs/${page}`,
      name: `${page.replace(".md", "")}-${index + 1}`,
      code,
    }));
  });
}

function examplesOf(file: string): Example[] {
  const text = readFileSync(join(root, "src", file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Example[] = [];
  const visit = (node: ts.Node): void => {
    for (const tag of ownTags(node))
      if (tag.tagName.text === "example")
        found.push({ file, name: nameOf(node), code: ts.getTextOfJSDocComment(tag.comment) ?? "" });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The tags that stand directly above a node, not those of what contains it. */
function ownTags(node: ts.Node): readonly ts.JSDocTag[] {
  const comments = ts.isVariableDeclaration(node) ? [] : ts.getJSDocCommentsAndTags(node);
  return comments.filter(ts.isJSDoc).flatMap(({ tags, parent }) => (parent === node ? (tags ?? []) : []));
}

function nameOf(node: ts.Node): string {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations[0]!.name.getText();
  const { name } = node as ts.NamedDeclaration;
  return name === undefined ? "example" : name.getText();
}
