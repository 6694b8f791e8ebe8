import type { Debugger } from "node:inspector";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { asObject, numberOf, textOf as textIn, type Json } from "../protocol/message.js";
import { cellFiles } from "./cell-files.js";
import { MainThread } from "./main-thread.js";
import { refusal, type DebugEvent, type DebugRequest, type DebugResponse } from "./protocol.js";
import { Scripts, type Breakpoint } from "./scripts.js";
import { Values } from "./values.js";

/** The one thread there is to debug. */
const threadId = 1;

const capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsConditionalBreakpoints: true,
  supportsEvaluateForHovers: true,
  supportsModulesRequest: true,
  exceptionBreakpointFilters: [{ filter: "all", label: "Raised Exceptions", default: false }],
};

/** Code that steps pass over: Node's, the kernel's, packages. */
const kernelFolder = pathToFileURL(join(__dirname, "..")).href.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const passedOver = ["^node:", `^${kernelFolder}/`, "/node_modules/"];

/** A call of the reader's code that stands still. */
interface Frame {
  readonly id: number;
  readonly name: string;
  readonly source: { readonly name: string; readonly path: string };
  readonly line: number;
  readonly column: number;
  readonly call: Debugger.CallFrame;
}

/**
 * Speaks the Debug Adapter Protocol, with Jupyter's additions, and has V8's inspector do what is asked. It lives in a thread
 * beside the cells' one.
 */
export class DebugAdapter {
  readonly #emit: (event: DebugEvent) => void;
  readonly #thread: MainThread;
  readonly #scripts: Scripts;
  readonly #values: Values;
  #isStarted = false;
  #frames: Frame[] | undefined;
  /** Whether it stops because it was asked to by a step. */
  #isStep = false;
  /** Pauses of others, who let it go on themselves. */
  #isBusyElsewhere = false;

  constructor(emit: (event: DebugEvent) => void) {
    this.#emit = emit;
    this.#thread = new MainThread(
      (event) => void this.#paused(event),
      (id, url) => {
        this.#scripts.parsed(id, url);
      },
    );
    this.#scripts = new Scripts(this.#thread);
    this.#values = new Values(this.#thread);
  }

  /** Answers a request. */
  async handle(request: DebugRequest): Promise<DebugResponse> {
    const { seq, command } = request;
    const handler = this.#handlers[command];
    if (handler === undefined) return refusal(request, `The debugger does not know the request ${command}.`);
    try {
      const body = asObject(await handler(asObject(request.arguments)));
      return { type: "response", request_seq: seq, success: true, command, body };
    } catch (error) {
      return refusal(request, (error as Error).message);
    }
  }

  /** Does what pauses the thread by itself; before that, what stands still goes on. */
  async aside<T>(work: () => Promise<T>): Promise<T> {
    this.#isBusyElsewhere = true;
    if (this.#frames !== undefined) await this.#goOn("Debugger.resume");
    try {
      return await work();
    } finally {
      this.#isBusyElsewhere = false;
    }
  }

  readonly #handlers: Readonly<Record<string, (args: Json) => unknown>> = {
    debugInfo: () => this.#info(),
    initialize: () => this.#start(),
    attach: () => undefined,
    configurationDone: () => undefined,
    disconnect: () => this.#stop(),
    dumpCell: (args) => ({ sourcePath: this.#scripts.dump(textIn(args, "code")) }),
    source: (args) => ({ content: this.#scripts.text(textIn(asObject(args["source"]), "path")) }),
    setBreakpoints: (args) => this.#setBreakpoints(args),
    setExceptionBreakpoints: async (args) => {
      const filters = Array.isArray(args["filters"]) ? (args["filters"] as unknown[]) : [];
      await this.#thread.post("Debugger.setPauseOnExceptions", {
        state: filters.length > 0 ? "all" : "none",
      });
    },
    threads: () => ({ threads: [{ id: threadId, name: "cells" }] }),
    modules: async () => {
      const modules = (await this.#scripts.all()).map(({ id, name, path }) => ({ id, name, path }));
      return { modules, totalModules: modules.length };
    },
    stackTrace: () => {
      const stackFrames = this.#stopped().map(({ id, name, source, line, column }) => ({
        id,
        name,
        source,
        line,
        column,
      }));
      return { stackFrames, totalFrames: stackFrames.length };
    },
    scopes: (args) => this.#values.scopes(this.#frame(args).call),
    variables: async (args) => {
      const start = numberOf(args, "start", 0);
      const count = numberOf(args, "count", 0) || Infinity;
      const variables = await this.#values.children(numberOf(args, "variablesReference", 0));
      return { variables: variables.slice(start, start + count) };
    },
    inspectVariables: async () => {
      if (this.#frames === undefined) await this.#values.forget();
      return { variables: await this.#values.notebook() };
    },
    richInspectVariables: async (args) => {
      const name = textIn(args, "variableName");
      const call = this.#frames?.find(({ id }) => id === args["frameId"])?.call;
      const isName = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);
      const data = isName ? await this.#values.show(name, call, this.#frames !== undefined) : {};
      return { data, metadata: {} };
    },
    evaluate: (args) => {
      const frame = this.#frames?.find(({ id }) => id === args["frameId"]) ?? this.#frames?.[0];
      return this.#values.evaluate(textIn(args, "expression"), frame?.call);
    },
    peek: (args) => this.#thread.peek(textIn(args, "expression"), args["names"] as readonly string[]),
    pause: async () => {
      this.#isStep = true;
      await this.#thread.post("Debugger.pause");
    },
    continue: async () => {
      await this.#goOn("Debugger.resume");
      return { allThreadsContinued: true };
    },
    next: () => this.#goOn("Debugger.stepOver"),
    stepIn: () => this.#goOn("Debugger.stepInto"),
    stepOut: () => this.#goOn("Debugger.stepOut"),
  };

  #info(): Json {
    return {
      isStarted: this.#isStarted,
      ...cellFiles,
      breakpoints: this.#scripts.breakpoints(),
      stoppedThreads: this.#frames === undefined ? [] : [threadId],
      richRendering: true,
      exceptionPaths: [],
      copyToGlobals: false,
    };
  }

  async #start(): Promise<Json> {
    await this.#thread.post("Debugger.enable");
    await this.#thread.post("Debugger.setBlackboxPatterns", { patterns: passedOver });
    const instrumentation = "beforeScriptWithSourceMapExecution";
    if (!this.#isStarted)
      await this.#thread.post("Debugger.setInstrumentationBreakpoint", { instrumentation });
    this.#isStarted = true;
    this.#say("initialized");
    return capabilities;
  }

  async #stop(): Promise<void> {
    this.#scripts.clear();
    this.#isStarted = false;
    this.#frames = undefined;
    await this.#thread.post("Debugger.disable");
    await this.#values.forget();
  }

  async #setBreakpoints(args: Json): Promise<Json> {
    const path = textIn(asObject(args["source"]), "path");
    const given = Array.isArray(args["breakpoints"]) ? (args["breakpoints"] as unknown[]) : [];
    const wanted = given.map(asObject).map((each): Breakpoint => {
      const condition = textIn(each, "condition");
      return { line: numberOf(each, "line", 1), ...(condition !== "" && { condition }) };
    });
    const lines = await this.#scripts.setBreakpoints(path, wanted);
    return { breakpoints: lines.map((line) => ({ verified: true, line, source: { path } })) };
  }

  async #paused(event: Debugger.PausedEventDataType): Promise<void> {
    if (this.#isBusyElsewhere) return;
    if (event.reason === "instrumentation") {
      const script = await this.#scripts.find((event.data as { scriptId: string }).scriptId);
      if (script !== undefined) await this.#scripts.apply(script);
      await this.#thread.post("Debugger.resume");
      return;
    }
    const frames = await this.#framesOf(event.callFrames);
    const isHit = (event.hitBreakpoints ?? []).length > 0;
    if (frames.length === 0) {
      await this.#thread.post("Debugger.resume");
      return;
    }
    this.#frames = frames;
    const isException = /exception|promiseRejection/i.test(event.reason);
    const reason = isException ? "exception" : isHit ? "breakpoint" : this.#isStep ? "step" : "pause";
    const text = isException ? textIn(asObject(event.data), "description").split("\n")[0] : undefined;
    this.#isStep = false;
    this.#say("stopped", { reason, threadId, allThreadsStopped: true, ...(text !== undefined && { text }) });
  }

  /** The calls of the reader's own code, from the innermost. */
  async #framesOf(calls: readonly Debugger.CallFrame[]): Promise<Frame[]> {
    const found: Frame[] = [];
    for (const [at, call] of calls.entries()) {
      const script = await this.#scripts.find(call.location.scriptId);
      const [place] = script === undefined ? [] : await this.#scripts.places(script, [call.location]);
      if (script === undefined || !place) continue;
      const [line, column] = place;
      const source = { name: script.name, path: script.path };
      const name = call.functionName || script.name;
      found.push({ id: at + 1, name, source, line, column, call });
    }
    return found;
  }

  #stopped(): Frame[] {
    if (this.#frames === undefined)
      throw new Error("Nothing stands still: the cells run on, or wait for you.");
    return this.#frames;
  }

  #frame(args: Json): Frame {
    const frame = this.#stopped().find(({ id }) => id === args["frameId"]);
    if (frame === undefined) throw new Error(`There is no call with the number ${String(args["frameId"])}.`);
    return frame;
  }

  async #goOn(
    how: "Debugger.resume" | "Debugger.stepOver" | "Debugger.stepInto" | "Debugger.stepOut",
  ): Promise<void> {
    this.#stopped();
    this.#frames = undefined;
    await this.#values.forget();
    this.#isStep = how !== "Debugger.resume";
    this.#say("continued", { threadId, allThreadsContinued: true });
    await this.#thread.post(how);
  }

  #say(event: string, body: Json = {}): void {
    this.#emit({ type: "event", event, body });
  }
}
