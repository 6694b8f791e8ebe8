import type { ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { API, Project, Snapshot } from "typescript-native/unstable/async";
import type { Mirror } from "./mirror.js";

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
 * The native TypeScript compiler, a process of its own, and the one project it has open: the files of the cells, and all that
 * they import. It reads no file twice unless it is told that the file has changed.
 */
export class NativeProject {
  readonly #mirror: Mirror;
  readonly #config: string;
  readonly #written = new Map<string, string>();
  #api: API | undefined;
  #snapshot: Snapshot | undefined;
  #pending: Pending = { all: false, changed: new Set() };
  #last: Promise<unknown> = Promise.resolve();

  /** @param mirror Where its own files are. @param config The content of its tsconfig.json. */
  constructor(mirror: Mirror, config: object) {
    this.#mirror = mirror;
    this.#config = join(mirror.folder, "$tsconfig.json");
    this.set(this.#config, JSON.stringify(config));
  }

  /** Writes a file of its own. */
  set(path: string, text: string): void {
    if (this.#written.get(path) === text) return;
    this.#written.set(path, text);
    writeFileSync(path, text);
    this.changed([path]);
  }

  /** Files on disk that are to be read again. */
  changed(paths: readonly string[]): void {
    for (const path of paths) this.#pending.changed.add(path);
  }

  /** Everything on disk is to be looked at again. */
  invalidate(): void {
    this.#mirror.refresh();
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
      // Nobody waits for the end of what is over.
      void old?.dispose().catch(() => undefined);
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
    return new Native({ cwd: this.#mirror.folder });
  }
}
