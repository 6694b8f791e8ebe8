import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";

/**
 * Writes a file so that others see the old content or the new one, never a part: written aside, then renamed.
 *
 * (The package write-file-atomic also queues writers and keeps owners and modes, which nothing here needs, and brings two
 * more packages for these lines.)
 *
 * @param flush whether the content is on the disk before the name is; `false` for what may be lost with the power
 * @throws {Error} if the folder cannot be written; nothing is left behind then
 */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
  { flush = true }: { readonly flush?: boolean } = {},
): Promise<void> {
  const aside = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(aside, content, { flag: "wx", flush });
    await rename(aside, path);
  } catch (reason) {
    await rm(aside, { force: true }).catch(() => undefined);
    throw reason;
  }
}
