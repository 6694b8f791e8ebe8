import ts from "typescript";
import type { Project, Symbol as NativeSymbol } from "typescript-native/unstable/async";
import { inTree, type CellSource } from "./cell-source.js";
import type { CheckedCell } from "./checked-cell.js";
import type { Checker } from "./checker.js";
import { toUnits } from "./positions.js";
import type { RuntimeQuestion } from "../link/runtime-question.js";
import { pathAt } from "./runtime-question.js";
import { describeSymbol, documentationOf } from "./symbols.js";

/** The content of an `inspect_reply`. */
export interface Inspection {
  readonly status: "ok";
  readonly found: boolean;
  readonly data: Record<string, string>;
  readonly metadata: Record<string, never>;
  /** Whose value may be shown as well. */
  readonly runtime?: RuntimeQuestion;
}

/** The kinds of names whose value says more than their type. */
const hasValue = new Set(["const", "let", "var", "property"]);

const nothing: Inspection = { status: "ok", found: false, data: {}, metadata: {} };

/** Type and documentation of what stands at the cursor, or of the function whose arguments the cursor is in. */
export async function inspect(checker: Checker, code: string, cursor: number): Promise<Inspection> {
  const at = toUnits(code, cursor);
  const cell = checker.open(checker.read(code));
  const project = await checker.project();
  // A cursor behind a word, where tooltips are asked for, means the word.
  const places = [at, at - 1, calleeAt(cell.source, at)].filter((place) => place !== undefined && place >= 0);
  for (const place of places) {
    const symbol = await symbolAt(project, cell, place!);
    if (symbol === undefined) continue;
    const { signature, kind } = await describeSymbol(project, symbol, cell.used);
    const { text, tags } = await documentationOf(project, symbol);
    const runtime = hasValue.has(kind) ? pathAt(cell, place!) : undefined;
    return { ...found(signature, text, tags), ...(runtime !== undefined && { runtime }) };
  }
  // What has no type may have a value.
  const runtime = pathAt(cell, at) ?? pathAt(cell, at - 1);
  return runtime === undefined ? nothing : { ...nothing, runtime };
}

async function symbolAt(
  { checker }: Project,
  { file, offset, source }: CheckedCell,
  place: number,
): Promise<NativeSymbol | undefined> {
  if (!/[\p{ID_Continue}$#]/u.test(source.code.slice(place, place + 2))) return undefined;
  return checker.getSymbolAtPosition(file, offset + place);
}

/** Where the name of the innermost function stands in whose arguments the cursor is. */
function calleeAt(source: CellSource, at: number): number | undefined {
  const { file, object = Infinity } = source;
  const place = inTree(source, at);
  let callee: number | undefined;
  const visit = (node: ts.Node): void => {
    const isCall = ts.isCallExpression(node) || ts.isNewExpression(node);
    if (isCall && node.expression.end < place && place <= node.end)
      callee = ts.isPropertyAccessExpression(node.expression)
        ? node.expression.name.getStart(file)
        : node.expression.getStart(file);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return callee !== undefined && callee > object ? callee - 1 : callee;
}

function found(
  signature: string,
  documentation: string,
  notes: readonly { readonly name: string; readonly text: string }[],
): Inspection {
  const plain = notes.map(({ name, text }) => `@${name} ${text}`);
  const marked = notes.map(({ name, text }) =>
    name === "example" ? `*Example*\n\n${fenced(text)}` : `*@${name}* ${text}`,
  );
  return {
    status: "ok",
    found: true,
    data: {
      "text/plain": [signature, documentation, ...plain].filter(Boolean).join("\n\n"),
      "text/markdown": [fenced(signature), documentation, ...marked].filter(Boolean).join("\n\n"),
    },
    metadata: {},
  };
}

function fenced(code: string): string {
  return code.startsWith("```") ? code : `\`\`\`typescript\n${code}\n\`\`\``;
}
