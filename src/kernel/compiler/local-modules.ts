import { readFileSync } from "node:fs";
import ts from "typescript";

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  resolveJsonModule: true,
  allowImportingTsExtensions: true,
};

/** A TypeScript module of the reader's own, which may change and may have mistakes. */
export function isLocalModule(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path) && !/\.d\.[cm]?ts$/.test(path) && !path.includes("/node_modules/");
}

/** The local files that these specifiers lead to, directly or through one another. */
export function localModules(specifiers: readonly string[], from: string): string[] {
  const reached = new Set<string>();
  const follow = (specifier: string, importer: string): void => {
    if (!/^\.{0,2}\//.test(specifier)) return;
    const { resolvedModule } = ts.resolveModuleName(specifier, importer, options, ts.sys);
    const path = resolvedModule?.resolvedFileName;
    if (path === undefined || path.includes("/node_modules/") || reached.has(path)) return;
    reached.add(path);
    if (!isLocalModule(path)) return;
    for (const { fileName } of ts.preProcessFile(readFileSync(path, "utf8")).importedFiles)
      follow(fileName, path);
  };
  for (const specifier of specifiers) follow(specifier, from);
  return [...reached];
}
