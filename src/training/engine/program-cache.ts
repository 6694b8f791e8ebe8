import type { CompiledProgram } from "../../graph/compile.js";

interface Entry {
  readonly program: CompiledProgram;
  users: number;
}

/** How many graphs are kept: enough for a chapter's cells to be run again without compiling, few enough to stay small. */
const capacity = 16;

/** Least recently used first. */
const entries = new Map<string, Entry>();

/** A compiled program on loan. */
export interface Loan {
  readonly program: CompiledProgram;
  /** Gives it back; it may be freed from then on. */
  release(): void;
}

/**
 * The program with this key, compiled now if it is not there. Programs in use are never freed; of the others the least
 * recently used go first.
 *
 * @param key everything the program depends on: structure, shapes and types, XLA or not
 */
export function borrowProgram(key: string, compileProgram: () => CompiledProgram): Loan {
  const entry = entries.get(key) ?? { program: compileProgram(), users: 0 };
  entries.delete(key);
  entries.set(key, entry);
  entry.users++;
  evict();
  return {
    program: entry.program,
    release: () => {
      entry.users--;
      evict();
    },
  };
}

/** Whether a program with this key need not be compiled. */
export const hasProgram = (key: string): boolean => entries.has(key);

/** Frees every program that is not in use. */
export function clearPrograms(): void {
  evict(0);
}

function evict(limit = capacity): void {
  for (const [key, { program, users }] of entries) {
    if (entries.size <= limit) return;
    if (users > 0) continue;
    entries.delete(key);
    program.free();
  }
}
