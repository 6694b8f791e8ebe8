import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../../..");
const scripts = join(root, "test/kernel/python");

const otherPython = process.env["TUNEBOOK_PYTHON"];

/** The Python of the project's own environment; another one can be named for a checkout without it. */
export const python = otherPython ?? join(root, ".venv/bin/python");

/** Set-up has told the project's own Python where papermill's translator is; another one is told here. */
const pythonPath = otherPython === undefined ? undefined : join(root, "src/kernel/papermill");

/** The outcome of one Python test. */
export interface Outcome {
  readonly name: string;
  readonly outcome: "passed" | "failed" | "skipped";
  readonly detail: string;
}

/** A folder that makes this checkout's kernel known to Jupyter under the name `tslab`, and tslab's own as `stock-tslab`. */
export function kernelspecFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tunebook-kernel-"));
  const file = "{connection_file}";
  const ours = [join(root, "dist/src/kernel/main.js"), "--connection-file", file];
  const theirs = [join(root, "node_modules/tslab/bin/tslab"), "kernel", `--config-path=${file}`];
  writeKernelspec(folder, "tslab", {
    argv: [process.execPath, ...ours],
    interrupt_mode: "message",
    metadata: { debugger: true },
  });
  writeKernelspec(folder, "stock-tslab", { argv: [process.execPath, ...theirs] });
  return folder;
}

function writeKernelspec(folder: string, name: string, parts: object): void {
  const spec = join(folder, "kernels", name);
  mkdirSync(spec, { recursive: true });
  const kernel = { ...parts, display_name: "TypeScript", language: "typescript" };
  writeFileSync(join(spec, "kernel.json"), JSON.stringify(kernel));
}

/** The names of the tests in one of the Python files. */
export function testsIn(file: string): string[] {
  const text = readFileSync(join(scripts, `${file}.py`), "utf8");
  return [...text.matchAll(/^ {4}def (test_\w+)/gm)].map(([, name]) => name!);
}

/** Runs one of the Python files against this checkout's kernel. */
export function runTests(file: string): Outcome[] {
  if (!existsSync(python))
    throw new Error(`Cannot test the kernel: no Python at ${python}; run the set-up first.`);
  const folder = kernelspecFolder();
  try {
    const output = execFileSync(python, [join(scripts, "report.py"), file], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 64 * 1024 * 1024,
      env: {
        ...process.env,
        JUPYTER_PATH: folder,
        PYTHONPATH: pythonPath,
        TF_CPP_MIN_LOG_LEVEL: "3",
      },
    });
    return output
      .split("\n")
      .filter((line) => line.startsWith('{"name"'))
      .map((line) => JSON.parse(line) as Outcome);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
