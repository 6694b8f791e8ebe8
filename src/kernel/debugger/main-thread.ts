import { Session, type Debugger, type Runtime } from "node:inspector";
import type { Json } from "../protocol/message.js";
import { insideSymbol, type Inside } from "./inside.js";

type Method<Name extends keyof Inside> = Inside[Name] extends (...args: never[]) => unknown ? Name : never;

/** The names of the methods of {@link Inside}. */
type InsideMethod = { [Name in keyof Inside]: Method<Name> }[keyof Inside];

/** A value that lives in the cells' thread, by V8's name for it. */
export type ObjectId = string;

const inside = `globalThis[Symbol.for(${JSON.stringify(insideSymbol)})]`;

/** The cells' thread, seen through V8's inspector from another thread: it answers also while it runs or stands still. */
export class MainThread {
  readonly #session = new Session();
  #inside: Promise<ObjectId> | undefined;

  constructor(
    paused: (event: Debugger.PausedEventDataType) => void,
    parsed: (id: string, url: string) => void,
  ) {
    this.#session.connectToMainThread();
    this.#session.on("Debugger.paused", ({ params }) => {
      paused(params);
    });
    this.#session.on("Debugger.scriptParsed", ({ params }) => {
      parsed(params.scriptId, params.url);
    });
  }

  /** Sends a command of the DevTools protocol. */
  post<Result = unknown>(method: string, params: object = {}): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#session.post(method, params, (error: unknown, result?: object) => {
        // What comes as an error is a plain object, whatever the types say.
        if (error !== null && error !== undefined) reject(new Error((error as { message: string }).message));
        else resolve(result as Result);
      });
    });
  }

  /** Calls a method of {@link Inside} with a value of that thread before what can be written as JSON. */
  async call<Result>(
    method: InsideMethod,
    object: ObjectId | undefined,
    args: readonly unknown[] = [],
    how: "value" | "reference" = "value",
  ): Promise<Result> {
    const given = object === undefined ? "" : "this, ";
    const { result, exceptionDetails } = await this.post<Runtime.CallFunctionOnReturnType>(
      "Runtime.callFunctionOn",
      {
        objectId: object ?? (await (this.#inside ??= this.#idOf(inside, "inside"))),
        functionDeclaration: `function (...args) { return ${inside}.${method}(${given}...args) }`,
        arguments: args.map((value) => ({ value })),
        returnByValue: how === "value",
        // While the thread stands still, nothing is awaited.
        awaitPromise: method === "show",
        objectGroup: "debugger",
        silent: true,
      },
    );
    if (exceptionDetails !== undefined) throw new Error(textOf(exceptionDetails));
    return (how === "value" ? result.value : result.objectId) as Result;
  }

  /** What the cells have declared, as a value of that thread. */
  async scope(): Promise<ObjectId> {
    return this.#idOf(`${inside}.scope`, "debugger");
  }

  /**
   * What an expression is worth, and the members of its value, for an expression that cannot change anything: V8 breaks off
   * any other.
   */
  async peek(expression: string, names: readonly string[]): Promise<Json> {
    const objectGroup = "peek";
    try {
      const { result, exceptionDetails } = await this.post<Runtime.CallFunctionOnReturnType>(
        "Runtime.callFunctionOn",
        {
          objectId: await this.#idOf(`${inside}.scope`, objectGroup),
          functionDeclaration: `function () { const { ${names.join(", ")} } = this; return [(${expression})]; }`,
          throwOnSideEffect: true,
          silent: true,
          objectGroup,
        },
      );
      if (exceptionDetails !== undefined) throw new Error(textOf(exceptionDetails));
      return await this.call<Json>("peek", result.objectId);
    } finally {
      await this.post("Runtime.releaseObjectGroup", { objectGroup });
    }
  }

  /** Forgets the values that were asked for. */
  async release(): Promise<void> {
    await this.post("Runtime.releaseObjectGroup", { objectGroup: "debugger" });
  }

  async #idOf(expression: string, objectGroup: string): Promise<ObjectId> {
    const options = { expression, objectGroup, silent: true };
    const { result } = await this.post<Runtime.EvaluateReturnType>("Runtime.evaluate", options);
    return result.objectId!;
  }
}

/** What an exception says, in one line. */
export function textOf({ exception, text }: Runtime.ExceptionDetails): string {
  return (exception?.description ?? text).split("\n")[0]!;
}
