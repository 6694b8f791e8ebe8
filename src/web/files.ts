import { Buffer } from "node:buffer";

/*
 * The files of a page, under the names that Node has for them: what the library writes stays in the page's memory, and what it
 * reads of `/datasets` and `/notebooks` is fetched. Nothing is kept when the page is closed.
 */
interface File {
  readonly bytes: Buffer;
  readonly time: number;
}

const files = new Map<string, File>();
const folders = new Set<string>();
let home: URL | undefined;

/**
 * Says where the data sets lie: in `datasets/` below this folder. They come with the bundle, so this is for a page that keeps them elsewhere.
 *
 * @param address of the folder, absolute, ending in a slash
 * @throws {TypeError} if it is no address
 * @example
 * // The digits are then fetched from https://example.org/course/datasets/.
 * filesFrom("https://example.org/course/");
 */
export function filesFrom(address: string | URL): void {
  home = new URL(address);
}

type Content = string | Uint8Array;
interface ReadOptions {
  readonly encoding?: BufferEncoding;
}
type Encoding = BufferEncoding | ReadOptions | undefined;

const failure = (code: string, path: string, why: string): Error =>
  Object.assign(new Error(`${code}: ${why}, "${path}"`), { code, path });

const missing = (path: string): Error => failure("ENOENT", path, "no such file in this page");

function decoded(bytes: Buffer, how: Encoding): Buffer | string {
  const encoding = typeof how === "string" ? how : how?.encoding;
  return encoding === undefined ? bytes : bytes.toString(encoding);
}

function fileAt(path: string): File {
  const file = files.get(path);
  if (file === undefined) throw missing(path);
  return file;
}

async function fetched(path: string): Promise<File> {
  const known = files.get(path);
  if (known !== undefined) return known;
  if (home === undefined || !/^\/(datasets|notebooks)\//.test(path)) throw missing(path);
  // Hosts unpack what is named .gz on its way, so in the folder of the bundle it has another name.
  const response = await fetch(new URL(path.slice(1).replace(/\.gz$/, ".packed"), home));
  if (!response.ok) throw failure("ENOENT", path, `the site answers ${response.status}`);
  const file = { bytes: Buffer.from(await response.arrayBuffer()), time: Date.now() };
  files.set(path, file);
  return file;
}

export const existsSync = (path: string): boolean => files.has(path) || folders.has(path);

export const readFileSync = (path: string, how?: Encoding): Buffer | string =>
  decoded(fileAt(path).bytes, how);

export const readFile = async (path: string, how?: Encoding): Promise<Buffer | string> =>
  decoded((await fetched(path)).bytes, how);

export function writeFileSync(path: string, content: Content, { flag = "w" } = {}): void {
  if (flag === "wx" && files.has(path)) throw failure("EEXIST", path, "there is a file already");
  files.set(path, { bytes: Buffer.from(content as Uint8Array), time: Date.now() });
}

export function appendFileSync(path: string, content: string): void {
  writeFileSync(path, Buffer.concat([files.get(path)?.bytes ?? Buffer.alloc(0), Buffer.from(content)]));
}

export function mkdirSync(path: string): void {
  folders.add(path);
}

export function readdirSync(path: string): string[] {
  const inside = [...files.keys()].filter((file) => file.startsWith(`${path}/`));
  if (inside.length === 0 && !folders.has(path)) throw missing(path);
  return [...new Set(inside.map((file) => file.slice(path.length + 1).split("/")[0]!))];
}

export function rmSync(path: string, { force = false } = {}): void {
  const inside = [...files.keys()].filter((file) => file === path || file.startsWith(`${path}/`));
  if (inside.length === 0 && !folders.delete(path) && !force) throw missing(path);
  for (const file of inside) files.delete(file);
}

export const unlinkSync = (path: string): void => {
  rmSync(path);
};

export function renameSync(from: string, to: string): void {
  files.set(to, fileAt(from));
  files.delete(from);
}

interface Facts {
  readonly size: number;
  readonly mtimeMs: number;
  isFile(): boolean;
  isDirectory(): boolean;
}

export function statSync(path: string, { throwIfNoEntry = true } = {}): Facts | undefined {
  const file = files.get(path);
  if (file === undefined && !folders.has(path) && throwIfNoEntry) throw missing(path);
  if (file === undefined && !folders.has(path)) return undefined;
  return {
    size: file?.bytes.length ?? 0,
    mtimeMs: file?.time ?? 0,
    isFile: () => file !== undefined,
    isDirectory: () => file === undefined,
  };
}

export function utimesSync(path: string): void {
  files.set(path, { ...fileAt(path), time: Date.now() });
}

/** The same, for callers that wait. */
const later =
  <Given extends unknown[], Result>(work: (...given: Given) => Result) =>
  (...given: Given): Promise<Result> =>
    new Promise((resolve) => {
      resolve(work(...given));
    });

export const writeFile = later(writeFileSync);
export const mkdir = later(mkdirSync);
export const readdir = later(readdirSync);
export const rm = later(rmSync);
export const rename = later(renameSync);
export const stat = later(statSync);
export const utimes = later(utimesSync);

/** A journal that several processes write to needs a disk. */
const onDiskOnly =
  (name: string) =>
  (path: unknown): never => {
    throw new Error(
      `Cannot open ${String(path)} (${name}): a page has no disk. Leave out storage, or run this at home.`,
    );
  };
export const closeSync = onDiskOnly("closeSync");
export const fdatasyncSync = onDiskOnly("fdatasyncSync");
export const ftruncateSync = onDiskOnly("ftruncateSync");
export const lstatSync = onDiskOnly("lstatSync");
export const mkdtempSync = onDiskOnly("mkdtempSync");
export const openSync = onDiskOnly("openSync");
export const readSync = onDiskOnly("readSync");
export const readlinkSync = onDiskOnly("readlinkSync");
export const symlinkSync = onDiskOnly("symlinkSync");
export const writeSync = onDiskOnly("writeSync");
