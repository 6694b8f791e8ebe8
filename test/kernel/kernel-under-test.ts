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

/** A folder that makes this checkout's kernel known to Jupyter under the name `tslab`. */
export function kernelspecFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tunebook-kernel-"));
  const spec = join(folder, "kernels", "tslab");
  mkdirSync(spec, { recursive: true });
  const argv = [
    process.execPath,
    join(root, "dist/src/kernel/main.js"),
    "--connection-file",
    "{connection_file}",
  ];
  const kernel = { argv, display_name: "TypeScript", language: "typescript", interrupt_mode: "message" };
  writeFileSync(join(spec, "kernel.json"), JSON.stringify(kernel));
  return folder;
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
