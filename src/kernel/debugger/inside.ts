import { inspect } from "node:util";
import { asTable, tableBundle } from "../cell/table.js";
import { asTensor, tensorTable } from "../cell/tensors.js";
import { bundleOf, plain } from "../cell/bundle.js";
import type { Sources } from "../cell/errors.js";
import type { Bundle } from "../link/frames.js";
import type { RuntimeMember } from "../link/runtime-question.js";

/** One line of the variables panel. */
export interface Child {
  readonly name: string;
  readonly value: string;
  readonly type: string;
  /** Whether it has children of its own. */
  readonly isOpenable: boolean;
}

/** Where the debugger's thread finds this object among the global names of the cells' thread. */
export const insideSymbol = "tunebook.kernel.debugger";

/** Most children that are shown of one value. */
const most = 1000;

/** Names that the compiler and the kernel put into the code of a cell. */
const internal = /^(\$k_.*|exports|require|module|__filename|__dirname|__esModule|this|arguments|\w+_\d+)$/;

/**
 * What the debugger asks of the cells' thread through V8's inspector, also while that thread stands still: everything here
 * is synchronous, but for `show`.
 */
export class Inside {
  readonly #sources: Sources;
  /** What the cells have declared. */
  readonly scope: Record<string, unknown>;
  #exposed: string[] = [];

  constructor(sources: Sources, scope: Record<string, unknown>) {
    this.#sources = sources;
    this.scope = scope;
    Object.defineProperty(globalThis, Symbol.for(insideSymbol), { value: this });
  }

  /** The text of a cell or a local module; null for other code. */
  source(name: string): string | null {
    return this.#sources.get(name)?.source ?? null;
  }

  /** Places of the emitted code, both numbers from 0, as places of the source, from 1. */
  places(name: string, emitted: readonly (readonly [number, number])[]): ([number, number] | null)[] {
    const source = this.#sources.get(name);
    return emitted.map(([line, column]) => {
      const place = source?.original(line + 1 - source.shift, column + 1);
      return place === undefined ? null : [place.line, place.column];
    });
  }

  /** What the cells have declared, by name. */
  notebook(): Child[] {
    return this.children(this.scope);
  }

  /** The members of a value, the entries of a Map or a Set. */
  children(value: unknown): Child[] {
    return membersOf(value)
      .filter(([name]) => !internal.test(name))
      .slice(0, most)
      .map(([name, member]) => describe(name, member));
  }

  /** One of them. */
  child(value: unknown, name: string): unknown {
    const found = membersOf(value).find(([each]) => each === name);
    return found?.[1];
  }

  /** A value as the result of an expression. */
  describe(value: unknown): Child {
    return describe("", value);
  }

  /** The only element of a list, for tooltips and completion. */
  peek([value]: readonly [unknown]): { value: string; members: RuntimeMember[] } {
    return { value: oneLine(value), members: memberNames(value) };
  }

  /** How a value is shown while the thread stands still: what promises its display for later is shown as text. */
  showNow(value: unknown): Bundle {
    return tableOf(value) ?? { "text/plain": plain(value) };
  }

  /** How a value is shown. */
  async show(value: unknown): Promise<Bundle> {
    return tableOf(value) ?? (await bundleOf(value)) ?? { "text/plain": "undefined" };
  }

  /** Makes what the cells have declared global names, so that an expression can speak of it. */
  expose(): void {
    this.#exposed = Object.keys(this.scope).filter((name) => !(name in globalThis));
    for (const name of this.#exposed)
      Object.defineProperty(globalThis, name, {
        configurable: true,
        get: () => this.scope[name],
        set: (value: unknown) => (this.scope[name] = value),
      });
  }

  hide(): void {
    for (const name of this.#exposed) Reflect.deleteProperty(globalThis, name);
    this.#exposed = [];
  }
}

function tableOf(value: unknown): Bundle | undefined {
  const tensor = asTensor(value);
  const table = tensor === undefined ? asTable(value) : tensorTable(tensor);
  return table && tableBundle(table);
}

/** In place of what a getter would return: looking at a value must not run anything. */
const getter = Symbol("getter");

function membersOf(value: unknown): [string, unknown][] {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return [];
  if (value instanceof Map)
    return [...(value as Map<unknown, unknown>)].map(([key, each]) => [oneLine(key), each]);
  if (value instanceof Set) return [...(value as Set<unknown>)].map((each, at) => [String(at), each]);
  const isLong = (Array.isArray(value) || ArrayBuffer.isView(value)) && (value as unknown[]).length > most;
  const keys = isLong ? Array.from({ length: most }, (_, at) => String(at)) : Object.keys(value);
  return keys.map((name) => {
    const isGetter = Object.getOwnPropertyDescriptor(value, name)?.get !== undefined;
    return [name, isGetter ? getter : (value as Record<string, unknown>)[name]];
  });
}

/** Its own members and those it inherits, but for those that every object has. */
function memberNames(value: unknown): RuntimeMember[] {
  const found = new Map<string, RuntimeMember>();
  if (value === null || value === undefined) return [];
  let from: unknown = Object(value);
  while (from !== null && from !== Object.prototype && found.size < most) {
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(from as object)))
      if (/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) && name !== "constructor" && !found.has(name))
        found.set(name, { name, type: typeof descriptor.value === "function" ? "method" : "property" });
    from = Object.getPrototypeOf(from);
  }
  return [...found.values()].slice(0, most);
}

function describe(name: string, value: unknown): Child {
  if (value === getter) return { name, value: "(a getter)", type: "getter", isOpenable: false };
  return { name, value: oneLine(value), type: typeOf(value), isOpenable: membersOf(value).length > 0 };
}

function oneLine(value: unknown): string {
  const tensor = asTensor(value);
  if (tensor !== undefined) return `Tensor ${tensor.dtype} [${tensor.shape.join(", ")}]`;
  const table = asTable(value);
  if (table !== undefined) return "a table";
  const text = inspect(value, {
    depth: 1,
    breakLength: Infinity,
    maxArrayLength: 10,
    maxStringLength: 200,
    getters: false,
  });
  return text.replace(/\s*\n\s*/g, " ").slice(0, 300);
}

/**
 * JupyterLab's panel shows the values of types that have Python's names, and of any other value its type alone: so plain
 * values get these names, and the type of a tensor or a list says its size.
 */
function typeOf(value: unknown): string {
  const plainTypes: Readonly<Record<string, string>> = { string: "str", boolean: "bool", bigint: "int" };
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  if (value === null || typeof value !== "object") return plainTypes[typeof value] ?? oneLine(value);
  if (asTensor(value) !== undefined) return oneLine(value);
  const { constructor, length, size } = value as { constructor?: unknown; length?: number; size?: number };
  const name = typeof constructor === "function" && constructor.name !== "" ? constructor.name : "object";
  const isList = Array.isArray(value) || ArrayBuffer.isView(value);
  const count = isList ? length : value instanceof Map || value instanceof Set ? size : undefined;
  return count === undefined ? name : `${name}(${String(count)})`;
}
