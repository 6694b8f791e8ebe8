/** How cells are checked where nothing else is said. */
export const cellOptions = {
  module: "esnext",
  moduleResolution: "bundler",
  target: "es2022",
  esModuleInterop: true,
  resolveJsonModule: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
  // As in tslab, so that a notebook means the same there: not strict.
  strict: false,
};
