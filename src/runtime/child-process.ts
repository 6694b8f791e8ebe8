/** The environment of a process that shares the machine with others of its kind, one per core: it must not start a thread per core as well. */
export const oneThread = {
  OMP_NUM_THREADS: "1",
  TF_NUM_INTRAOP_THREADS: "1",
  TF_NUM_INTEROP_THREADS: "1",
} as const;

/** Ends this forked process as soon as the one that forked it is gone or lets go of it: it must not work for nobody. */
export function endWithParent(): void {
  process.on("disconnect", () => process.exit());
}
