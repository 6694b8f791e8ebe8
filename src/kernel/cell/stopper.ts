import { Session, type Debugger } from "node:inspector";
import { createRequire } from "node:module";

/** How long the thread gets to come to a place where it can be stopped, in milliseconds; the machine may be busy. */
const longest = 2000;

/** The name of the function that prepares the main thread for it. */
const unwind = "tunebook.kernel.unwind";
const unwinding = `globalThis[Symbol.for("${unwind}")]()`;

interface AsyncWrap {
  clearAsyncIdStack(): void;
}

/**
 * Called on the main thread: a call that is terminated does not take itself off Node's stack of asynchronous contexts,
 * as one that throws does, and Node ends the process over that. So the stack is emptied first, as Node itself does after
 * an uncaught exception. `process.binding` gave access to it up to Node 22; the flag `--expose-internals`, with which this
 * process is started, does so in every version.
 */
export function allowStopping(): void {
  const internals = createRequire(__filename)("internal/test/binding") as {
    internalBinding(name: "async_wrap"): AsyncWrap;
  };
  const wrap = internals.internalBinding("async_wrap");
  Object.defineProperty(globalThis, Symbol.for(unwind), {
    value: () => {
      wrap.clearAsyncIdStack();
    },
  });
}

/** Ours and Node's own code, which must not be stopped in the middle. */
function isOurs(url: string): boolean {
  return url.startsWith("node:") || url.includes(__dirname) || url === "";
}

/**
 * Ends the JavaScript that blocks the main thread, from another thread: V8 is asked to pause, and where it pauses in the
 * reader's code, that call is terminated, which no `catch` can hold up. Loops need no check of their own for this.
 *
 * @param isMeant Whether what runs by then is still what shall end.
 * @param beforeItGoesOn Gets the place as the lines of a stack; not called where it was not in the reader's code, or could
 *   not be paused.
 */
export async function stopMainThread(
  isMeant: () => boolean,
  beforeItGoesOn: (stack: string) => void,
): Promise<void> {
  const session = new Session();
  session.connectToMainThread();
  const urls = new Map<string, string>();
  session.on("Debugger.scriptParsed", ({ params }) => urls.set(params.scriptId, params.url));
  try {
    await new Promise<void>((resolve) => {
      const limit = setTimeout(resolve, longest);
      session.on("Debugger.paused", ({ params }) => {
        clearTimeout(limit);
        const places = params.callFrames.map((frame) => ({
          frame,
          url: urls.get(frame.location.scriptId) ?? "",
        }));
        if (isMeant() && places.some(({ url }) => !isOurs(url))) {
          beforeItGoesOn(places.map(({ frame, url }) => stackLine(frame, url)).join("\n"));
          session.post("Runtime.evaluate", { expression: unwinding });
          session.post("Runtime.terminateExecution");
        }
        session.post("Debugger.resume", () => {
          resolve();
        });
      });
      session.post("Debugger.enable", () => {
        session.post("Debugger.pause");
      });
    });
    await new Promise<void>((resolve) => {
      session.post("Debugger.disable", () => {
        resolve();
      });
      setTimeout(resolve, longest);
    });
  } finally {
    session.disconnect();
  }
}

function stackLine({ functionName, location }: Debugger.CallFrame, url: string): string {
  const place = `${url.replace(/^file:\/\//, "")}:${location.lineNumber + 1}:${(location.columnNumber ?? 0) + 1}`;
  return functionName === "" ? `    at ${place}` : `    at ${functionName} (${place})`;
}
