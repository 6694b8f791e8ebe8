import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix, sep } from "node:path";
import { gzipSync } from "node:zlib";
import ts from "typescript";

const { dirname } = posix;

/** @typedef {import("../../web/cells/declarations.js").Declarations} Declarations */

/** The library as cells import it. */
const entries = {
  tunebook: "index",
  "tunebook/charts": "entry-points/charts",
  "tunebook/course": "entry-points/course",
  "tunebook/training": "entry-points/training",
  "tunebook/tuning": "entry-points/tuning",
};

/** What else cells can import. */
const others = ["ml-matrix"];

/** Gives tensors their methods. */
const methods = "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";

/** What of other packages the library speaks of. The rest of them, as what danfo.js and Node declare, is `any` here. */
const whole = ["@tensorflow/tfjs-core", methods, "@tensorflow/tfjs-layers", ...others];

/** What `tf` has, without what nobody uses in a page: data streams, converted models, backends. */
const tensorflow = `import "${methods}";
export * from "@tensorflow/tfjs-core";
export * from "@tensorflow/tfjs-layers";
export declare const data: any;
export declare const loadGraphModel: any;
export declare const version: Record<string, string>;
`;

/** @type {ts.CompilerOptions} */
const options = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts"],
  types: [],
};

/**
 * Packs what cells in a page are checked with into one file, `declarations.packed`: the declarations of the library, of what it
 * speaks of, and of the language.
 *
 * @param {string} root of the checkout @param {string} folder where it goes
 * @returns {number} its size in bytes
 */
export function packDeclarations(root, folder) {
  const made = mkdtempSync(join(tmpdir(), "tunebook-declarations-"));
  try {
    declare(root, made);
    const packed = gzipSync(
      JSON.stringify(gather(slashed(join(root, "node_modules")), slashed(join(made, "src")))),
      { level: 9 },
    );
    writeFileSync(join(folder, "declarations.packed"), packed);
    return packed.length;
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** Writes the declarations of the sources. @param {string} root @param {string} outDir */
function declare(root, outDir) {
  const compiler = join(root, "node_modules", "typescript-native", "bin", "tsc");
  const flags = ["--emitDeclarationOnly", "--noCheck", "--incremental", "false", "--sourceMap", "false"];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [compiler, "--tsBuildInfoFile", "null", ...flags, "--outDir", outDir],
    { cwd: root, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`Cannot write the declarations of the library:\n${stdout}${stderr}`);
}

/**
 * All files that the library's declarations reach, by new names.
 *
 * @param {string} packages the folder of the installed ones @param {string} own that of the library's declarations
 * @returns {Declarations}
 */
function gather(packages, own) {
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  const tfjs = `${packages}/@tensorflow/tfjs/index.d.ts`;
  host.getSourceFile = (name, language) =>
    name === tfjs ? ts.createSourceFile(name, tensorflow, language) : getSourceFile(name, language);
  /** @param {string} name @param {string} from @returns {string | undefined} a file; undefined for what is left out */
  const resolve = (name, from) => {
    const isRelative = name.startsWith(".");
    if (isRelative && from.startsWith(own))
      return `${posix.join(dirname(from), name).replace(/\.js$/, "")}.d.ts`;
    if (name === "@tensorflow/tfjs") return tfjs;
    if (!isRelative && !whole.includes(name)) return undefined;
    return ts.resolveModuleName(name, isRelative ? from : tfjs, options, host).resolvedModule?.resolvedFileName; // prettier-ignore
  };
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) => {
      const file = resolve(text, from);
      return { resolvedModule: file === undefined ? file : { resolvedFileName: file, extension: ".d.ts" } };
    });
  host.resolveTypeReferenceDirectiveReferences = (references) =>
    references.map(() => ({ resolvedTypeReferenceDirective: undefined }));
  const packaged = new Map([...whole, "@tensorflow/tfjs"].map((name) => [name, String(resolve(name, tfjs))]));
  const ours = Object.values(entries).map((name) => `${own}/${name}.d.ts`);
  const program = ts.createProgram([...ours, ...packaged.values()], options, host);
  const language = dirname(ts.getDefaultLibFilePath(options));
  const placeOf = (/** @type {string} */ file) =>
    file.replace(own, "/tunebook").replace(language, "/lib").replace(packages, "");
  const files = program.getSourceFiles().map(({ fileName, text }) => [placeOf(fileName), shortened(text)]);
  const modules = [
    ...Object.entries(entries).map(([name, file]) => [name, `/tunebook/${file}.d.ts`]),
    ...[...packaged].map(([name, file]) => [name, placeOf(file)]),
  ];
  return { files: Object.fromEntries(files), modules: Object.fromEntries(modules) };
}

const slashed = (/** @type {string} */ path) => path.split(sep).join("/");

/** The text of a file with no more of its comments than the first paragraph of each documentation. @param {string} text */
export function shortened(text) {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, text);
  let result = "";
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    const token = scanner.getTokenText();
    if (kind === ts.SyntaxKind.WhitespaceTrivia) result += " ";
    else if (kind === ts.SyntaxKind.NewLineTrivia) result += "\n";
    else if (kind === ts.SyntaxKind.SingleLineCommentTrivia)
      result += /^\/\/\/ *<reference (?!types)/.test(token) ? token : "";
    else if (kind === ts.SyntaxKind.MultiLineCommentTrivia) result += firstParagraph(token);
    else result += token;
  }
  return result
    .replace(/^ +/gm, "")
    .replace(/ +$/gm, "")
    .replace(/\n{2,}/g, "\n");
}

/** @param {string} comment */
function firstParagraph(comment) {
  if (!comment.startsWith("/**")) return "";
  const lines = comment.slice(3, -2).split("\n").map((line) => line.replace(/^\s*\*? ?/, "").trim()); // prettier-ignore
  const words = lines.join("\n").trim().split(/\n\s*\n|(?:^|\s)@(?!link)/, 1)[0]?.trim(); // prettier-ignore
  return words ? `/** ${words.replace(/\s*\n\s*/g, " ")} */` : "";
}
