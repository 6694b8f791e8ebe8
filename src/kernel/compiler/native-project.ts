import type { ChildProcess } from "node:child_process";
import { closeSync, constants, ftruncateSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { API, Project, Snapshot } from "typescript-native/unstable/async";
import type { Mirror } from "./mirror.js";

/** What is behind the interface, which has no door to it. */
interface Behind {
  readonly client: { readonly process?: ChildProcess; readonly connection?: { dispose(): void } };
}

/** One run of the native compiler, and the project as it was opened or changed last. */
interface Run {
  readonly api: Promise<API>;
  snapshot?: Snapshot;
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
  #run: Run | undefined;
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
    write(path, text);
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
    const run = (this.#run ??= { api: this.#start() });
    const { all, changed } = this.#pending;
    const old = run.snapshot;
    if (old === undefined || all || changed.size > 0) {
      this.#pending = { all: false, changed: new Set() };
      const api = await run.api;
      const fileChanges = all ? { invalidateAll: true as const } : { changed: [...changed] };
      const opened = old === undefined ? { openProjects: [this.#config] } : { fileChanges };
      if (run === this.#run) run.snapshot = await api.updateSnapshot(opened);
      // Its process may have been started only after the others were ended.
      if (run !== this.#run) kill(api);
      else if (old === undefined) this.#watch(run, api);
      // Nobody waits for the end of what is over.
      void old?.dispose().catch(() => undefined);
    }
    const project = run === this.#run ? run.snapshot?.getProject(this.#config) : undefined;
    if (project === undefined) throw new Error("Cannot check the cell: the native compiler was restarted.");
    return project;
  }

  /** Ends the process, whatever it is doing; the next question starts a new one. */
  restart(): void {
    // Closing waits for an answer to what has no end.
    void this.#run?.api.then(kill);
    this.#run = undefined;
    this.#last = Promise.resolve();
  }

  async #start(): Promise<API> {
    const { API: Native } = await import("typescript-native/unstable/async");
    return new Native({ cwd: this.#mirror.folder });
  }

  /** Where the process ends by itself, as when memory runs out, its questions fail instead of waiting for ever. */
  #watch(run: Run, api: API): void {
    (api as unknown as Behind).client.process?.once("exit", () => {
      if (run === this.#run) this.restart();
    });
  }
}

/**
 * Writes over what is in the file and cuts off the rest. A file that is emptied first, as usual, ext4 brings to the disk when it
 * is closed, which takes milliseconds for each cell.
 */
function write(path: string, text: string): void {
  const bytes = Buffer.from(text);
  const file = openSync(path, constants.O_WRONLY | constants.O_CREAT);
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    ftruncateSync(file, bytes.length);
  } finally {
    closeSync(file);
  }
}

/** Ends the process, and with it the questions that wait for its answer. */
function kill(api: API): void {
  const { process, connection } = (api as unknown as Behind).client;
  process?.kill("SIGKILL");
  connection?.dispose();
}
