import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";
import { kernelspecFolder, python } from "./kernel-under-test.js";

const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser of this machine, if it has one; another can be named. */
export const chromiumPath = process.env["TUNEBOOK_CHROMIUM"] ?? browsers.find((path) => existsSync(path));

const token = "test";

/** A notebook in JupyterLab in a browser, with this checkout's kernel: what a reader sees and presses. */
export class Lab {
  readonly page: Page;
  readonly #server: ChildProcess;
  readonly #browser: Browser;
  readonly #folders: readonly string[];

  private constructor(page: Page, server: ChildProcess, browser: Browser, folders: readonly string[]) {
    this.page = page;
    this.#server = server;
    this.#browser = browser;
    this.#folders = folders;
  }

  /** Resolves once the notebook with these code cells is on the screen and its kernel is idle. */
  static async open(sources: readonly string[], patience: number): Promise<Lab> {
    const folder = mkdtempSync(join(tmpdir(), "tunebook-lab-"));
    const spec = kernelspecFolder();
    writeFileSync(join(folder, "book.ipynb"), notebook(sources));
    const port = await freePort();
    const server = startServer(folder, spec, port);
    const browser = await chromium.launch({ executablePath: chromiumPath!, args: ["--no-sandbox"] });
    const page = await browser.newPage({ viewport: { width: 1400, height: 1400 } });
    page.setDefaultTimeout(patience);
    const lab = new Lab(page, server, browser, [folder, spec]);
    try {
      await untilUp(`http://127.0.0.1:${port}/api/status?token=${token}`, server, patience);
      await page.goto(`http://127.0.0.1:${port}/lab/tree/book.ipynb?token=${token}`);
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

function startServer(folder: string, spec: string, port: number): ChildProcess {
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
  return spawn(python, ["-m", "jupyterlab", ...options], { stdio: "ignore", env });
}

async function untilUp(address: string, server: ChildProcess, patience: number): Promise<void> {
  const deadline = Date.now() + patience;
  while (
    !(await fetch(address).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (server.exitCode !== null || Date.now() > deadline)
      throw new Error(`Cannot test in JupyterLab: its server did not answer at ${address}.`);
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
