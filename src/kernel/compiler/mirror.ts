import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { basename, dirname, join, parse, relative } from "node:path";

/**
 * A folder in which the files of a notebook's cells can stand without a trace in the notebook's own, and from which imports
 * lead to the same files as from there. TypeScript then reads everything from disk by itself: asking this process for each of
 * a thousand files took longer than reading them.
 *
 * It repeats the path of the notebook's folder below a temporary one, with links to every `node_modules` on the way;
 * relative imports find their way by TypeScript's `rootDirs`.
 */
export class Mirror {
  /** Where the cells' files are. */
  readonly folder: string;
  /** For TypeScript: relative imports are looked for below each of these. */
  readonly rootDirs: readonly string[];
  readonly #root: string;
  readonly #original: string;

  /** @param original The notebook's folder. @param home An empty folder outside it, by its real path. */
  constructor(original: string, home: string) {
    this.#original = original;
    this.#root = home;
    const top = parse(original).root;
    this.folder = join(this.#root, relative(top, original));
    this.rootDirs = [this.#root, top];
    mkdirSync(this.folder, { recursive: true });
    this.refresh();
  }

  /** Follows what has been installed on the way to the notebook's folder. */
  refresh(): void {
    let inside: string | undefined;
    for (let folder = this.#original; ; folder = dirname(folder)) {
      this.#repeat(folder, inside);
      inside = basename(folder);
      if (dirname(folder) === folder) break;
    }
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  /** @param inside What in this folder is repeated itself. */
  #repeat(folder: string, inside: string | undefined): void {
    const place = join(this.#root, relative(parse(folder).root, folder));
    // A link may point to what does not exist yet.
    link(join(folder, "node_modules"), join(place, "node_modules"));
    const description = join(folder, "package.json");
    if (!existsSync(description)) return;
    copyFileSync(description, join(place, "package.json"));
    if (!mapsItsOwnFiles(description)) return;
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.name !== inside)
        link(join(folder, entry.name), join(place, entry.name), entry.isDirectory() ? "junction" : "file");
  }
}

/** Whether a package may import its own files by a name: `#tools` or its own. */
function mapsItsOwnFiles(description: string): boolean {
  return /"(exports|imports)"\s*:/.test(readFileSync(description, "utf8"));
}

/** On Windows a junction needs no rights, and a link to a file does; elsewhere the kind of link means nothing. */
function link(target: string, path: string, kind: "junction" | "file" = "junction"): void {
  try {
    symlinkSync(target, path, kind);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EEXIST" && !(kind === "file" && code === "EPERM")) throw error;
  }
}
