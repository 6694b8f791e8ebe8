import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import type { API, Project, Snapshot } from "typescript-native/unstable/async";

/** The process behind the interface, which has no door to it. */
interface Process {
  readonly client: { readonly process?: ChildProcess };
}

/** What the native compiler is told of a change; `all` where packages may have come or gone. */
interface Pending {
  all: boolean;
  readonly changed: Set<string>;
}

/**
 * The native TypeScript compiler, a process of its own, and the one project it has open: files in memory, which hide
 * what is on disk, and everything else on disk. It reads no file twice unless it is told that the file has changed.
 */
export class NativeProject {
  readonly #folder: string;
  readonly #config: string;
  readonly #memory = new Map<string, string>();
  #api: API | undefined;
  #snapshot: Snapshot | undefined;
  #pending: Pending = { all: false, changed: new Set() };
  #last: Promise<unknown> = Promise.resolve();

  /** @param folder Where imports are resolved from. @param config The content of its tsconfig.json. */
  constructor(folder: string, config: object) {
    this.#folder = folder;
    this.#config = join(folder, "$tsconfig.json");
    this.#memory.set(this.#config, JSON.stringify(config));
  }

  /** Puts a file into memory. */
  set(path: string, text: string): void {
    if (this.#memory.get(path) === text) return;
    this.#memory.set(path, text);
    this.changed([path]);
  }

  /** Files on disk that are to be read again. */
  changed(paths: readonly string[]): void {
    for (const path of paths) this.#pending.changed.add(path);
  }

  /** Everything on disk is to be looked at again. */
  invalidate(): void {
    this.#pending.all = true;
  }

  /** The project as it is after all changes so far. */
  current(): Promise<Project> {
    const project = this.#last.then(() => this.#update());
    this.#last = project.catch(() => undefined);
    return project;
  }

  async #update(): Promise<Project> {
    const { all, changed } = this.#pending;
    const old = this.#snapshot;
    if (old === undefined || all || changed.size > 0) {
      this.#pending = { all: false, changed: new Set() };
      const api = (this.#api ??= await this.#start());
      const fileChanges = all ? { invalidateAll: true as const } : { changed: [...changed] };
      const opened = old === undefined ? { openProjects: [this.#config] } : { fileChanges };
      const snapshot = await api.updateSnapshot(opened);
      this.#snapshot = snapshot;
      await old?.dispose();
    }
    const project = this.#snapshot?.getProject(this.#config);
    if (project === undefined) throw new Error("Cannot check the cell: the native compiler was restarted.");
    return project;
  }

  /** Ends the process, whatever it is doing; the next question starts a new one. */
  restart(): void {
    // Closing waits for an answer to what has no end.
    (this.#api as unknown as Process | undefined)?.client.process?.kill("SIGKILL");
    this.#api = undefined;
    this.#snapshot = undefined;
    this.#last = Promise.resolve();
  }

  async #start(): Promise<API> {
    const { API: Native } = await import("typescript-native/unstable/async");
    return new Native({
      cwd: this.#folder,
      fs: {
        readFile: (path) => this.#memory.get(path),
        fileExists: (path) => (this.#memory.has(path) ? true : undefined),
      },
    });
  }
}
