import type { Debugger, Runtime } from "node:inspector";
import type { Json } from "../protocol/message.js";
import type { Child } from "./inside.js";
import { textOf, type MainThread, type ObjectId } from "./main-thread.js";

/** The values of the cells' thread that a front end looks at. */
export class Values {
  readonly #thread: MainThread;
  /** Values that it may open, by the number it knows them under; several together where they are shown as one. */
  #opened: (readonly ObjectId[])[] = [];

  constructor(thread: MainThread) {
    this.#thread = thread;
  }

  /** What the cells have declared. */
  async notebook(): Promise<Json[]> {
    return this.#childrenOf([await this.#thread.scope()]);
  }

  /** What the call can see, its own variables first, whichever block they are in. */
  async scopes(call: Debugger.CallFrame): Promise<Json> {
    const local = new Set(["local", "block", "catch"]);
    const ends = call.scopeChain.findIndex(({ type }) => type === "local");
    const isLocal = (at: number) => at <= ends || ends < 0;
    const objects = (wanted: (type: string, at: number) => boolean): ObjectId[] =>
      call.scopeChain.flatMap(({ type, object }, at) =>
        wanted(type, at) && object.objectId !== undefined ? [object.objectId] : [],
      );
    const named: [string, ObjectId[]][] = [
      ["Locals", objects((type, at) => local.has(type) && isLocal(at))],
      ["Closure", objects((type, at) => type === "closure" || (local.has(type) && !isLocal(at)))],
    ];
    const scopes: Json[] = [];
    for (const [name, of] of named)
      if ((await this.#childrenOf(of)).length > 0) scopes.push(this.#scope(name, of));
    return { scopes: [...scopes, this.#scope("Notebook", [await this.#thread.scope()])] };
  }

  #scope(name: string, of: readonly ObjectId[]): Json {
    return { name, variablesReference: this.#opened.push(of), expensive: false };
  }

  /** What is inside a value, by its number. */
  async children(reference: number): Promise<Json[]> {
    const objects = this.#opened[reference - 1];
    if (objects === undefined) throw new Error("This value is not known any more: the cells have run on.");
    return this.#childrenOf(objects);
  }

  /** The children of several values together; the first of a name hides the others. */
  async #childrenOf(objects: readonly ObjectId[]): Promise<Json[]> {
    const variables = new Map<string, Json>();
    for (const object of objects)
      for (const { name, value, type, isOpenable } of await this.#thread.call<Child[]>("children", object)) {
        if (variables.has(name)) continue;
        const opened = isOpenable
          ? await this.#thread.call<ObjectId>("child", object, [name], "reference")
          : undefined;
        const variablesReference = opened === undefined ? 0 : this.#opened.push([opened]);
        variables.set(name, { name, value, type, variablesReference });
      }
    return [...variables.values()];
  }

  /** The value of an expression as a MIME bundle. @param call A call that stands still, whose variables are meant. */
  async show(expression: string, call: Debugger.CallFrame | undefined, isStill: boolean): Promise<Json> {
    const value = await this.#valueOf(expression, call);
    if (value.objectId === undefined) return { "text/plain": plainText(value) };
    return this.#thread.call<Json>(isStill ? "showNow" : "show", value.objectId);
  }

  /** The value of an expression as a debugger shows it. */
  async evaluate(expression: string, call: Debugger.CallFrame | undefined): Promise<Json> {
    const value = await this.#valueOf(expression, call);
    if (value.objectId === undefined)
      return { result: plainText(value), type: value.type, variablesReference: 0 };
    const { value: result, type, isOpenable } = await this.#thread.call<Child>("describe", value.objectId);
    return { result, type, variablesReference: isOpenable ? this.#opened.push([value.objectId]) : 0 };
  }

  /** The numbers of all values are forgotten: the cells run on. */
  async forget(): Promise<void> {
    this.#opened = [];
    await this.#thread.release();
  }

  /** The value of an expression, which may speak of the call's variables and of what the cells have declared. */
  async #valueOf(expression: string, call: Debugger.CallFrame | undefined): Promise<Runtime.RemoteObject> {
    const options = { expression, objectGroup: "debugger", silent: true };
    await this.#thread.call("expose", undefined);
    try {
      const { result, exceptionDetails } =
        call === undefined
          ? await this.#thread.post<Runtime.EvaluateReturnType>("Runtime.evaluate", options)
          : await this.#thread.post<Debugger.EvaluateOnCallFrameReturnType>("Debugger.evaluateOnCallFrame", {
              ...options,
              callFrameId: call.callFrameId,
            });
      if (exceptionDetails !== undefined) throw new Error(textOf(exceptionDetails));
      return result;
    } finally {
      await this.#thread.call("hide", undefined);
    }
  }
}

/** A value that is no object. */
function plainText({ value, description }: Runtime.RemoteObject): string {
  return typeof value === "string" ? JSON.stringify(value) : (description ?? String(value));
}
