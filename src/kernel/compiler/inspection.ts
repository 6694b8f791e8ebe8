import ts from "typescript";
import type { Checker } from "./checker.js";
import { toUnits } from "./positions.js";

/** The content of an `inspect_reply`. */
export interface Inspection {
  readonly status: "ok";
  readonly found: boolean;
  readonly data: Record<string, string>;
  readonly metadata: Record<string, never>;
}

const nothing: Inspection = { status: "ok", found: false, data: {}, metadata: {} };

/** Type and documentation of what stands at the cursor, or of the function whose arguments the cursor is in. */
export function inspect(checker: Checker, code: string, cursor: number): Inspection {
  const at = toUnits(code, cursor);
  const { file, offset } = checker.open(checker.read(code));
  const { service } = checker;
  // A cursor behind a word, where tooltips are asked for, means the word.
  const places = [at, at - 1].filter((place) => place >= 0);
  const named = places.map((place) => service.getQuickInfoAtPosition(file, offset + place)).find(Boolean);
  if (named !== undefined)
    return found(
      ts.displayPartsToString(named.displayParts),
      ts.displayPartsToString(named.documentation),
      named.tags,
    );
  const help = service.getSignatureHelpItems(file, offset + at, undefined);
  const item = help?.items[help.selectedItemIndex];
  if (item === undefined) return nothing;
  return found(signatureText(item), ts.displayPartsToString(item.documentation), item.tags);
}

/** Every name of an earlier cell is an alias to TypeScript; the reader declared it. */
export function withoutAlias(signature: string): string {
  return signature.replace(/^\(alias\) /, "").replace(/\nimport .*$/, "");
}

function signatureText(item: ts.SignatureHelpItem): string {
  const text = ts.displayPartsToString;
  const parameters = item.parameters.map(({ displayParts }) => text(displayParts));
  return (
    text(item.prefixDisplayParts) +
    parameters.join(text(item.separatorDisplayParts)) +
    text(item.suffixDisplayParts)
  );
}

function found(signature: string, documentation: string, tags: readonly ts.JSDocTagInfo[] = []): Inspection {
  const notes = tags.map(({ name, text }) => ({ name, text: ts.displayPartsToString(text) }));
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
