import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const root = join(__dirname, "..", "..", "..");

const usage = `Usage: tunebook kernel install [--user | --python PYTHON] [--name NAME]

Registers the TypeScript kernel, so that every Jupyter of this user offers it as "TypeScript (tunebook)".
  --user           for this user (the default)
  --python PYTHON  for the Python environment of this program only; papermill there learns to write parameters in TypeScript
  --name NAME      the name that notebooks and command lines call it by (default: tunebook)`;

/** What the kernel loads beside tunebook itself. */
const needed = ["zeromq", "typescript", "typescript-native"] as const;

/** The part of set-up that also runs before anything is compiled. */
interface KernelspecFiles {
  register: (folder: string, installation: { root: string; node: string }) => void;
}

/**
 * `tunebook kernel install`.
 *
 * @param args the command line behind the word "kernel"
 * @throws {Error} with what to do about it, if something is missing
 */
export async function kernelCommand(args: readonly string[]): Promise<void> {
  const options = {
    user: { type: "boolean" },
    python: { type: "string" },
    name: { type: "string", default: "tunebook" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help) {
    console.log(usage);
    return;
  }
  const { user = false, python, name } = values;
  if (positionals.join(" ") !== "install") throw new TypeError(`There is no such command.\n\n${usage}`);
  if (user && python !== undefined) throw new TypeError(`Give --user or --python, not both.\n\n${usage}`);
  // Jupyter's own rule; it would not find a kernel of another name.
  if (!/^[\w.-]+$/.test(name))
    throw new TypeError(`Cannot call the kernel "${name}": letters, digits, ".", "-" and "_" make a name.`);
  requirePackages();
  const share = python === undefined ? userShare() : environmentShare(python);
  const folder = join(share, "kernels", name.toLowerCase());
  const file = join(root, "src", "setup", "kernelspec-files.mjs");
  const { register } = (await import(pathToFileURL(file).href)) as KernelspecFiles;
  register(folder, { root, node: process.execPath });
  console.log(`The kernel "${name.toLowerCase()}" is registered in ${folder}`);
}

function requirePackages(): void {
  const { resolve } = createRequire(__filename);
  const missing = needed.filter((name) => {
    try {
      resolve(`${name}/package.json`);
      return false;
    } catch {
      return true;
    }
  });
  if (missing.length === 0) return;
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    devDependencies: Record<string, string>;
  };
  const packages = missing.map((name) => `${name}@${devDependencies[name] ?? "latest"}`);
  throw new Error(
    `Cannot register the kernel: it needs ${missing.join(" and ")}. Install what is missing: npm install ${packages.join(" ")}`,
  );
}

/** The folder in which Jupyter looks for what belongs to the user. */
function userShare(): string {
  const { JUPYTER_DATA_DIR: own, XDG_DATA_HOME: data, APPDATA: roaming } = process.env;
  if (own !== undefined && own !== "") return own;
  if (process.platform === "win32") return join(roaming ?? join(homedir(), "AppData", "Roaming"), "jupyter");
  if (process.platform === "darwin") return join(homedir(), "Library", "Jupyter");
  return join(data !== undefined && data !== "" ? data : join(homedir(), ".local", "share"), "jupyter");
}

/** The folder in which Jupyter looks for what belongs to a Python environment, whose papermill is told of its translator. */
function environmentShare(python: string): string {
  const [prefix, packages] = askPython(python);
  writeFileSync(join(packages, "tunebook.pth"), `${join(root, "src", "kernel", "papermill")}\n`);
  return join(prefix, "share", "jupyter");
}

/** Where a Python has its environment, and its packages. */
function askPython(python: string): [prefix: string, packages: string] {
  const question =
    "import json, sys, sysconfig; print(json.dumps([sys.prefix, sysconfig.get_path('purelib')]))";
  try {
    const answer = execFileSync(python, ["-c", question], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    return JSON.parse(answer) as [string, string];
  } catch (error) {
    throw new Error(
      `Cannot register the kernel for "${python}": it does not run as a Python. Give the path of the environment's python.`,
      { cause: error },
    );
  }
}
