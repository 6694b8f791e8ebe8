import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A fresh folder for each test of a suite, removed after it. */
export function temporaryFolder(): { path(file: string): string } {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tunebook-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  return { path: (file) => join(folder, file) };
}
