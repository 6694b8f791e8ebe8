import type {
  Project,
  Signature,
  SignatureKind,
  Symbol as NativeSymbol,
  Type,
} from "typescript-native/unstable/async";
import { withoutOurNames, type Entry } from "./scope.js";

/** TypeScript's own numbers; its enums are loaded with the compiler only. */
const flags = {
  functionScoped: 1,
  blockScoped: 2,
  property: 4,
  enumMember: 8,
  function: 16,
  class: 32,
  interface: 64,
  enum: 256 | 128,
  module: 512 | 1024,
  method: 8192,
  accessor: 32768 | 65536,
  typeParameter: 262144,
  typeAlias: 524288,
  alias: 2097152,
} as const;

const callSignature = 0 as unknown as SignatureKind;

/** What a reader is told of a name. */
export interface Described {
  /** "function", "const", … */
  readonly kind: string;
  readonly signature: string;
}

/** A name as an editor's tooltip shows it: what it is, and its type. */
export async function describeSymbol(
  project: Project,
  found: NativeSymbol,
  entries: readonly Entry[] = [],
): Promise<Described> {
  const { kind, signature } = await describeByTypes(project, found, entries);
  return { kind, signature: withoutOurNames(signature) };
}

async function describeByTypes(
  { checker }: Project,
  found: NativeSymbol,
  entries: readonly Entry[],
): Promise<Described> {
  const symbol = found.flags & flags.alias ? await checker.getAliasedSymbol(found) : found;
  const kind = kindOf(symbol, found.name, entries);
  const name = found.name;
  if (["class", "interface", "enum", "module", "type parameter"].includes(kind))
    return { kind, signature: `${kind} ${name}` };
  if (kind === "type") {
    const declared = await checker.getDeclaredTypeOfSymbol(symbol);
    // Without the flag for the members of an alias, a name would be explained by itself.
    return {
      kind,
      signature: `type ${name} = ${await checker.typeToString(declared, undefined, inTypeAlias)}`,
    };
  }
  const type = await checker.getTypeOfSymbol(symbol);
  if (type === undefined) return { kind, signature: name };
  if (kind === "function" || kind === "method") {
    const signatures = await checker.getSignaturesOfType(type, callSignature);
    const more = signatures.length > 1 ? ` (+${signatures.length - 1} overloads)` : "";
    const title = kind === "method" ? `(method) ${name}` : `function ${name}`;
    if (signatures[0] !== undefined)
      return { kind, signature: `${title}${await signatureText(checker, type, signatures[0])}${more}` };
  }
  const title = ["const", "let", "var"].includes(kind) ? kind : `(${kind})`;
  return { kind, signature: `${title} ${name}: ${await checker.typeToString(type)}` };
}

/** The documentation of a symbol and its tags. */
export async function documentationOf(
  { checker }: Project,
  found: NativeSymbol,
): Promise<{ text: string; tags: { name: string; text: string }[] }> {
  const symbol = found.flags & flags.alias ? await checker.getAliasedSymbol(found) : found;
  const [text, tags] = await Promise.all([
    checker.getDocumentationCommentOfSymbol(symbol),
    checker.getJsDocTagsOfSymbol(symbol),
  ]);
  return { text, tags: tags.map((tag) => ({ name: tag.name, text: tag.text ?? "" })) };
}

/** NodeBuilderFlags.InTypeAlias and NoTruncation. */
const inTypeAlias = (1 << 23) | 1;

/** "(by: number): number", out of "(by: number) => number" where the type is of this one signature. */
async function signatureText(checker: Project["checker"], type: Type, signature: Signature): Promise<string> {
  const returned = await checker.getReturnTypeOfSignature(signature);
  const result = returned === undefined ? "any" : await checker.typeToString(returned);
  const whole = await checker.typeToString(type);
  const arrow = ` => ${result}`;
  if (/^[(<]/.test(whole) && whole.endsWith(arrow)) return `${whole.slice(0, -arrow.length)}: ${result}`;
  const shown = (await signature.getParameters()).map(async (parameter) => {
    const parameterType = await checker.getTypeOfSymbol(parameter);
    return `${parameter.name}: ${parameterType === undefined ? "any" : await checker.typeToString(parameterType)}`;
  });
  return `(${(await Promise.all(shown)).join(", ")}): ${result}`;
}

function kindOf({ flags: of }: NativeSymbol, name: string, entries: readonly Entry[]): string {
  if (of & flags.function) return "function";
  if (of & flags.method) return "method";
  if (of & flags.class) return "class";
  if (of & flags.enum) return "enum";
  if (of & flags.enumMember) return "enum member";
  if (of & flags.interface && !(of & (flags.functionScoped | flags.blockScoped))) return "interface";
  if (of & flags.typeAlias) return "type";
  if (of & flags.typeParameter) return "type parameter";
  if (of & (flags.property | flags.accessor)) return "property";
  const entry = entries.find((each) => each.name === name);
  if (entry !== undefined && of & (flags.blockScoped | flags.functionScoped))
    return entry.kind === "variable" ? "let" : "const";
  if (of & flags.blockScoped) return "const";
  if (of & flags.functionScoped) return "var";
  return of & flags.module ? "module" : "property";
}
