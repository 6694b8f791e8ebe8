import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "..", "..", "..");

/** Where this user's caches are on this system. */
function userCache(env: NodeJS.ProcessEnv): string {
  if (process.platform === "win32") return env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local");
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  return env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
}

/**
 * Where `tunebook setup` puts native TensorFlow for projects that install tunebook as a package: a folder of the user's, one
 * for each version of TensorFlow, which no `npm ci` empties. `TUNEBOOK_HOME` chooses another one.
 */
export function nativeFolder(env: NodeJS.ProcessEnv = process.env): string {
  const lock = readFileSync(join(root, "src", "setup", "python", "tensorflow.json"), "utf8");
  const { version } = JSON.parse(lock) as { version: string };
  const home = env["TUNEBOOK_HOME"] ?? join(userCache(env), "tunebook");
  return join(home, `tensorflow-${version}-${process.platform}-${process.arch}`);
}

/**
 * The compiled part of tfjs-node. The packaged tfjs-node asks this function for it.
 *
 * @throws {Error} with what to run if it is not there
 */
export function addonPath(): string {
  const folder = nativeFolder();
  const addon = join(
    folder,
    "node_modules",
    "@tensorflow",
    "tfjs-node",
    "lib",
    "napi-v8",
    "tfjs_binding.node",
  );
  if (existsSync(addon)) return addon;
  throw new Error(
    `Cannot load TensorFlow: its native library is not in ${folder}. Run "npx tunebook setup" once on this computer; ` +
      `if it lies in another folder, set TUNEBOOK_HOME.`,
  );
}
