import { tmpdir } from "node:os";
import { join, sep } from "node:path";

/** What front ends need to find out by themselves which cell a path stands for. No file of these names need exist. */
export const cellFiles = {
  hashMethod: "Murmur2",
  hashSeed: 0xc70f6907,
  tmpFilePrefix: join(tmpdir(), "tunebook-cell") + sep,
  tmpFileSuffix: ".ts",
} as const;

/** The path under which a cell of this text is known to debuggers. */
export function pathOfCell(code: string): string {
  return `${cellFiles.tmpFilePrefix}${murmur2(Buffer.from(code), cellFiles.hashSeed)}${cellFiles.tmpFileSuffix}`;
}

const multiplier = 0x5bd1e995;

/** MurmurHash2 of 32 bits, as JupyterLab computes it. @see https://github.com/aappleby/smhasher */
export function murmur2(bytes: Uint8Array, seed: number): number {
  const whole = bytes.length - (bytes.length % 4);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let hash = seed ^ bytes.length;
  for (let at = 0; at < whole; at += 4) {
    let block = Math.imul(view.getUint32(at, true), multiplier);
    block = Math.imul(block ^ (block >>> 24), multiplier);
    hash = Math.imul(hash, multiplier) ^ block;
  }
  for (let at = bytes.length - 1; at >= whole; at--) hash ^= bytes[at]! << (8 * (at - whole));
  if (whole < bytes.length) hash = Math.imul(hash, multiplier);
  hash = Math.imul(hash ^ (hash >>> 13), multiplier);
  return (hash ^ (hash >>> 15)) >>> 0;
}
