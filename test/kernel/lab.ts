import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";
import { skipBecause } from "../skip.js";
import { kernelspecFolder, python } from "./kernel-under-test.js";

/** The part of set-up that knows where browsers are: plain Node, which has no types here. */
interface FindChromium {
  readonly findChromium: () => string | undefined;
}

const root = resolve(__dirname, "../../..");
const token = "test";

/** How long a state of the page is waited for, in milliseconds: many times what it takes, the machine may be busy. */
export const patience = 60_000;

/** The two front ends: the Python module that serves each, and where it shows a notebook. */
const frontEnds = {
  JupyterLab: { module: "jupyterlab", folder: "lab/tree" },
  "Notebook 7": { module: "notebook", folder: "notebooks" },
} as const;

/** A notebook in a browser, with this checkout's kernel: what a reader sees and presses. */
export class Lab {
  readonly page: Page;
  /** What went wrong in the page's own scripts. */
  readonly complaints: string[] = [];
  readonly #server: ChildProcess;
  readonly #browser: Browser;
  readonly #folders: readonly string[];

  private constructor(page: Page, server: ChildProcess, browser: Browser, folders: readonly string[]) {
    this.page = page;
    this.#server = server;
    this.#browser = browser;
    this.#folders = folders;
    page.on("pageerror", ({ message }) => this.complaints.push(message));
  }

  /**
   * Resolves once the notebook with these code cells is on the screen and its kernel is idle. Where there is no browser,
   * the suite whose `before` hook this is called from is skipped.
   */
  static async open(
    context: Mocha.Context,
    frontEnd: keyof typeof frontEnds,
    sources: readonly string[],
  ): Promise<Lab> {
    const chromiumPath = await findChromium();
    if (chromiumPath === undefined)
      skipBecause(context, "no Chromium on this machine (apt-get install chromium)");
    if (!existsSync(python)) skipBecause(context, `no ${frontEnd} beside ${python}: run the set-up first`);
    const folder = mkdtempSync(join(tmpdir(), "tunebook-lab-"));
    const spec = kernelspecFolder();
    writeFileSync(join(folder, "book.ipynb"), notebook(sources));
    // So that its cells can import tunebook.
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
    const port = await freePort();
    const at = frontEnds[frontEnd];
    const server = startServer(at.module, folder, spec, port);
    const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
    const page = await browser.newPage({ viewport: { width: 1400, height: 1400 } });
    page.setDefaultTimeout(patience);
    const lab = new Lab(page, server, browser, [folder, spec]);
    try {
      await untilUp(`http://127.0.0.1:${port}/api/status?token=${token}`, server);
      await page.goto(`http://127.0.0.1:${port}/${at.folder}/book.ipynb?token=${token}`);
      await lab.cell(sources.length - 1).waitFor();
      await page.locator("#jupyterlab-splash").waitFor({ state: "detached" });
      await lab.status("idle");
      return lab;
    } catch (error) {
      await lab.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#browser.close();
    const ended = new Promise((resolve) => this.#server.once("exit", resolve));
    if (this.#server.exitCode === null && this.#server.kill()) await ended;
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
  }

  cell(at: number): Locator {
    return this.page.locator(".jp-Notebook .jp-CodeCell").nth(at);
  }

  output(at: number): Locator {
    return this.cell(at).locator(".jp-OutputArea-output");
  }

  /** Resolves when the toolbar shows that the kernel is in this state. */
  status(state: "idle" | "busy"): Promise<void> {
    return this.page.locator(`.jp-NotebookPanel-toolbar [data-status="${state}"]`).waitFor();
  }

  /** Resolves when the cell has ended as the kernel's nth. */
  ended(at: number, count: number): Promise<void> {
    return this.cell(at)
      .locator(".jp-InputPrompt", { hasText: `[${count}]:` })
      .waitFor();
  }

  async press(command: "run-cell-and-select-next" | "interrupt-kernel" | "restart-kernel"): Promise<void> {
    await this.page.locator(`.jp-NotebookPanel-toolbar [data-command="notebook:${command}"]`).first().click();
  }

  async run(at: number): Promise<void> {
    await this.cell(at).locator(".jp-InputPrompt").click();
    await this.press("run-cell-and-select-next");
  }

  /** What the page's scripts hold in memory, in bytes, once garbage is collected. */
  async memory(): Promise<number> {
    const session = await this.page.context().newCDPSession(this.page);
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    await session.detach();
    return usedSize;
  }

  /** Puts the cursor at the end of a cell. */
  async edit(at: number): Promise<void> {
    await this.cell(at).locator(".cm-content").click();
    await this.cell(at).locator(".cm-focused").waitFor();
    await this.page.keyboard.press("Control+End");
  }
}

/** Opens a notebook before the tests of a suite, and closes it after them. */
export function labFor(frontEnd: keyof typeof frontEnds, sources: readonly string[]): () => Lab {
  let lab: Lab | undefined;
  before(async function () {
    lab = await Lab.open(this, frontEnd, sources);
  });
  after(() => lab?.close());
  return () => lab!;
}

/** The first cell is `[0.1, 0.01].length`. */
export function itShowsAResult(lab: () => Lab): void {
  it("runs a cell and shows its result", async () => {
    await lab().run(0);
    await lab().ended(0, 1);
    expect(await lab().output(0).innerText()).to.equal("2");
  });
}

/** @param at the cell that prints "started" and loops @param count the number of the cell that runs after it */
export function itInterruptsALoop(lab: () => Lab, at: number, count: number): void {
  it("interrupts an endless loop, and the kernel goes on", async () => {
    await lab().run(at);
    await lab().output(at).getByText("started").waitFor();
    await lab().press("interrupt-kernel");
    await lab().output(at).getByText("KeyboardInterrupt").first().waitFor();
    await lab().run(0);
    await lab().ended(0, count);
  });
}

async function findChromium(): Promise<string | undefined> {
  const file = join(root, "src/setup/find-chromium.mjs");
  const { findChromium: find } = (await import(pathToFileURL(file).href)) as FindChromium;
  return find();
}

function startServer(module: string, folder: string, spec: string, port: number): ChildProcess {
  const options = [
    `--ServerApp.port=${port}`,
    `--ServerApp.root_dir=${folder}`,
    `--IdentityProvider.token=${token}`,
    "--ServerApp.ip=127.0.0.1",
    "--ServerApp.open_browser=False",
    "--ServerApp.allow_root=True",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
  ];
  const own = Object.fromEntries(
    ["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR"].map(
      (name) => [name, join(spec, name)],
    ),
  );
  const env = { ...process.env, ...own, JUPYTER_PATH: spec };
  return spawn(python, ["-m", module, ...options], { stdio: "ignore", env });
}

async function untilUp(address: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + patience;
  while (
    !(await fetch(address).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (server.exitCode !== null || Date.now() > deadline)
      throw new Error(`Cannot test in a browser: the Jupyter server did not answer at ${address}.`);
    await pause(100);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A notebook with one code cell for each text. */
function notebook(sources: readonly string[]): string {
  const cells = sources.map((source, at) => ({
    cell_type: "code",
    id: `cell-${at}`,
    execution_count: null,
    metadata: {},
    outputs: [],
    source,
  }));
  const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells });
}
