import { dirname, join } from "node:path";
import { readdir, rm, stat } from "node:fs/promises";
import { cacheFile, temporaryFile } from "./run-cache.js";
import { claimFile } from "./run-claims.js";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";

/**
 * Where runs are cached: the folder in `TUNEBOOK_CACHE` if it is set; `.cache/runs` in a checkout of the course;
 * `node_modules/.cache/tunebook/runs` in a project that uses the library, where build tools keep theirs; and the
 * user's cache folder where there is no project.
 *
 * @param from the folder to start from
 * @param environment the process's environment variables
 */
export function cacheFolder(
  from = process.cwd(),
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  if (environment.TUNEBOOK_CACHE) return environment.TUNEBOOK_CACHE;
  const project = nearestProject(from);
  if (project === undefined)
    return join(environment.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "tunebook", "runs");
  return isCheckout(project)
    ? join(project, ".cache", "runs")
    : join(project, "node_modules", ".cache", "tunebook", "runs");
}

function nearestProject(folder: string): string | undefined {
  if (existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : nearestProject(parent);
}

function isCheckout(project: string): boolean {
  try {
    const manifest = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as { name?: unknown };
    return manifest.name === "tunebook";
  } catch {
    // A damaged package.json is not the course's own.
    return false;
  }
}

interface Entry {
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970 of the last use. */
  readonly used: number;
}

/** A file still being written, or a claim not renewed, after this many milliseconds was left by a process that died. */
const abandoned = 3_600_000;

/**
 * Removes the least recently used runs until the folder holds at most `mostBytes`, and what dead
 * processes left half-written. Other files are not touched.
 *
 * @param folder the cache's folder; a missing one counts as empty
 * @param mostBytes the bound
 * @returns how many runs were removed
 */
export async function trimRunCache(folder: string, mostBytes: number): Promise<number> {
  const passing = await Promise.all([temporaryFile, claimFile].map((pattern) => entries(folder, pattern)));
  for (const { path, used } of passing.flat())
    if (Date.now() - used > abandoned) await rm(path, { force: true }).catch(() => undefined);
  const youngest = (await entries(folder, cacheFile)).sort((a, b) => b.used - a.used);
  let bytes = 0;
  const surplus = youngest.filter((entry) => (bytes += entry.bytes) > mostBytes);
  for (const { path } of surplus) await rm(path, { force: true }).catch(() => undefined);
  return surplus.length;
}

/**
 * Deletes every cached run, so that the next sweep trains everything again.
 *
 * @param folder the cache's folder; by default the one `sweep` uses here
 * @returns how many runs were deleted
 * @example
 * await clearRunCache();
 */
export async function clearRunCache(folder: string = cacheFolder()): Promise<number> {
  return trimRunCache(folder, 0);
}

async function entries(folder: string, pattern: RegExp): Promise<Entry[]> {
  const names = await readdir(folder).catch(() => []);
  const found = names.filter((name) => pattern.test(name)).map((name) => entry(join(folder, name)));
  return (await Promise.all(found)).filter((each) => each !== undefined);
}

async function entry(path: string): Promise<Entry | undefined> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { path, bytes: size, used: mtimeMs };
  } catch {
    // Another process removed it a moment ago.
    return undefined;
  }
}
