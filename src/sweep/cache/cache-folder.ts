import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/**
 * Where runs are cached: the folder in `TUNEBOOK_CACHE` if it is set; `.cache/runs` in a checkout of the course;
 * `node_modules/.cache/tunebook/runs` in a project that uses the library, where build tools keep theirs; and the
 * user's cache folder where there is no project.
 *
 * @param from the folder to start from
 * @param environment the process's environment variables
 */
export function cacheFolder(from = process.cwd(), environment = process.env): string {
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
    // A damaged package.json is its owner's business, not ours: then it is not the course's.
    return false;
  }
}
