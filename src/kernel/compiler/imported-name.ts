import ts from "typescript";

/** One name of an import declaration. */
export interface ImportedName {
  readonly local: string;
  /** What of the module it is: everything, the default export, or the export of this name. */
  readonly what: { readonly all: true } | { readonly export: string };
  readonly typeOnly: boolean;
  /** The module's specifier and attributes, as written. */
  readonly from: string;
}

/** The names an import declaration brings. */
export function importedNames(statement: ts.ImportDeclaration, file: ts.SourceFile): ImportedName[] {
  const clause = statement.importClause;
  if (clause === undefined) return [];
  const attributes = statement.attributes === undefined ? "" : ` ${statement.attributes.getText(file)}`;
  const from = `${statement.moduleSpecifier.getText(file)}${attributes}`;
  const typeOnly = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const found: ImportedName[] = [];
  if (clause.name !== undefined)
    found.push({ local: clause.name.text, what: { export: "default" }, typeOnly, from });
  const bindings = clause.namedBindings;
  if (bindings !== undefined && ts.isNamespaceImport(bindings))
    found.push({ local: bindings.name.text, what: { all: true }, typeOnly, from });
  if (bindings !== undefined && ts.isNamedImports(bindings))
    for (const { name, propertyName, isTypeOnly } of bindings.elements)
      found.push({
        local: name.text,
        what: { export: (propertyName ?? name).getText(file) },
        typeOnly: typeOnly || isTypeOnly,
        from,
      });
  return found;
}

/** The statement that imports this name alone, as `local`. */
export function importText({ what, typeOnly, from }: ImportedName, local: string): string {
  const names = "all" in what ? `* as ${local}` : `{ ${what.export} as ${local} }`;
  return `import ${typeOnly ? "type " : ""}${names} from ${from};`;
}

/** The module's specifier, without quotes and attributes. */
export function moduleOf({ from }: ImportedName): string {
  return /^(["'])(.*?)\1/.exec(from)?.[2] ?? "";
}
