import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";

/** Writes a file so that others see the old content or the new one, never a part: written aside, then renamed. */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const aside = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(aside, content, { flush: true });
    await rename(aside, path);
  } finally {
    await rm(aside, { force: true });
  }
}
