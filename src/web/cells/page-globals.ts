/** What a worker has and cells hardly touch. */
const others = "addEventListener Blob caches createImageBitmap crypto DecompressionStream CompressionStream DOMException Event EventTarget File FileReader FormData Headers ImageData indexedDB location MessageChannel navigator OffscreenCanvas postMessage ReadableStream removeEventListener Request Response self TextDecoder TextEncoder TransformStream URL URLSearchParams WebAssembly WebSocket Worker WritableStream".split(" "); // prettier-ignore

/** The global names of a worker; those of the language are in TypeScript's own files. */
export const pageGlobals = `
interface Console {
  /** Prints values below the cell. */
  log(...values: any[]): void;
  /** Prints values below the cell. */
  info(...values: any[]): void;
  /** Prints values below the cell. */
  warn(...values: any[]): void;
  /** Prints values below the cell. */
  error(...values: any[]): void;
  debug(...values: any[]): void;
  table(value: any, columns?: readonly string[]): void;
  time(label?: string): void;
  timeEnd(label?: string): void;
}
declare var console: Console;
interface Performance {
  /** Milliseconds since the worker has begun. */
  now(): number;
  readonly timeOrigin: number;
}
declare var performance: Performance;
declare function setTimeout(work: (...given: any[]) => void, milliseconds?: number, ...given: any[]): any;
declare function setInterval(work: (...given: any[]) => void, milliseconds?: number, ...given: any[]): any;
declare function clearTimeout(timer: any): void;
declare function clearInterval(timer: any): void;
declare function queueMicrotask(work: () => void): void;
declare function structuredClone<T>(value: T, options?: { transfer?: readonly any[] }): T;
declare function fetch(address: any, options?: any): Promise<any>;
declare function atob(text: string): string;
declare function btoa(text: string): string;
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: any;
  throwIfAborted(): void;
  addEventListener(type: string, listener: (event: any) => void, options?: any): void;
  removeEventListener(type: string, listener: (event: any) => void, options?: any): void;
}
declare var AbortSignal: {
  prototype: AbortSignal;
  abort(reason?: any): AbortSignal;
  any(signals: readonly AbortSignal[]): AbortSignal;
  timeout(milliseconds: number): AbortSignal;
};
interface AbortController {
  readonly signal: AbortSignal;
  abort(reason?: any): void;
}
declare var AbortController: { prototype: AbortController; new (): AbortController };
${others.map((name) => `declare var ${name}: any;`).join("\n")}
`;
