import ts from "typescript";

/** Where a specifier leads from a file, and what stands there. */
export interface ModuleFiles {
  resolve(specifier: string, from: string): string | undefined;
  read(path: string): string | undefined;
}

/** A TypeScript module of the reader's own, which may change and may have mistakes. */
export function isLocalModule(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path) && !/\.d\.[cm]?ts$/.test(path) && !path.includes("/node_modules/");
}

/** The local TypeScript modules that these specifiers lead to, directly or through one another. */
export function localModules(specifiers: readonly string[], from: string, files: ModuleFiles): string[] {
  const reached = new Set<string>();
  const follow = (specifier: string, importer: string): void => {
    if (!/^\.{0,2}\//.test(specifier)) return;
    const path = files.resolve(specifier, importer);
    if (path === undefined || !isLocalModule(path) || reached.has(path)) return;
    reached.add(path);
    for (const { fileName } of ts.preProcessFile(files.read(path) ?? "").importedFiles)
      follow(fileName, path);
  };
  for (const specifier of specifiers) follow(specifier, from);
  return [...reached];
}
