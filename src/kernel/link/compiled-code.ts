import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { constants, Script } from "node:vm";

/** Shorter files compile in no time, in characters. */
const worthwhile = 100_000;

type Compile = (this: NodeJS.Module, content: string, filename: string, ...rest: unknown[]) => unknown;

const prototype = Module.prototype as unknown as { _compile: Compile };

/**
 * Keeps what V8 made of large files across starts, functions that were called included, for a Node that does not do so
 * by itself. A file that cannot be kept is compiled as always.
 *
 * @param folder Where to; it need not exist, nor be writable.
 * @param later How long after the last new file it is written, in milliseconds: first things first.
 */
export function keepCompiledCode(folder: string, later = 5000): void {
  const compile = prototype._compile;
  const fresh = new Map<string, Script>();
  let timer: NodeJS.Timeout | undefined;
  const keep = (path: string, script: Script): void => {
    fresh.set(path, script);
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const [each, made] of fresh) write(each, made);
      fresh.clear();
    }, later).unref();
  };
  prototype._compile = function (content, filename, ...rest) {
    const script = content.length < worthwhile ? undefined : scriptOf(content, filename, folder, keep);
    return script === undefined
      ? compile.call(this, content, filename, ...rest)
      : runModule(script, this, filename);
  };
}

/** The file as a function in CommonJS's manner; nothing where it is no such file. */
function scriptOf(
  content: string,
  filename: string,
  folder: string,
  keep: (path: string, script: Script) => void,
): Script | undefined {
  // By what it contains: package managers give every version of a file the same date, and V8 compares lengths only.
  const hash = createHash("sha256").update(`${process.version} ${filename}\n`).update(content);
  const path = join(folder, hash.digest("hex"));
  const cachedData = read(path);
  const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  const known = cachedData === undefined ? {} : { cachedData };
  try {
    const script = new Script(Module.wrap(content), { filename, importModuleDynamically, ...known });
    if (cachedData === undefined || script.cachedDataRejected === true) keep(path, script);
    return script;
  } catch {
    return undefined;
  }
}

/** Runs a script that `Module.wrap` has made of a CommonJS module. */
export function runModule(script: Script, module: NodeJS.Module, filename: string): unknown {
  const require = Object.assign((id: string): unknown => module.require(id), createRequire(filename));
  const body = script.runInThisContext() as (...args: unknown[]) => unknown;
  return body.call(module.exports, module.exports, require, module, filename, dirname(filename));
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** In one piece or not at all: another kernel may be reading. */
function write(path: string, script: Script): void {
  const temporary = `${path}.${process.pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, script.createCachedData());
    renameSync(temporary, path);
  } catch {
    // A folder that cannot be written to costs a fraction of a second at every start, and nothing else.
  }
}
