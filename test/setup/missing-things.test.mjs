import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { findCompiler } from "../../src/setup/find-compiler.mjs";
import { findPython } from "../../src/setup/find-python.mjs";
import { findFreePort } from "../../src/setup/jupyter/free-port.mjs";
import { parseOptions } from "../../src/setup/start-course.mjs";
import { requireDiskSpace } from "../../src/setup/steps/disk-space.mjs";
import { requireNode } from "../../src/setup/steps/node-version.mjs";
import { pythonEnvironment } from "../../src/setup/steps/python-environment.mjs";
import { tensorflowAddon } from "../../src/setup/steps/tensorflow-addon.mjs";
import { prepareFolder } from "../../src/setup/steps/writable-folder.mjs";
import { machine, onlyPath, problemOf, silent } from "./support/machine.mjs";
import { removeTemporaryFolders, temporaryFolder, writeCommand, writeFiles } from "./support/temporary.mjs";

const root = resolve(import.meta.dirname, "../..");

describe("set-up says what is missing", () => {
  afterEach(removeTemporaryFolders);

  it("an old Node", async () => {
    expect(await problemOf(() => requireNode("18.20.8"))).to.match(
      /Node 20\.19 or newer.*this is Node 18\.20\.8[^]*nodejs\.org/,
    );
    expect(await problemOf(() => requireNode("20.18.3"))).to.match(/Node 20\.19/);
    for (const fine of ["20.19.0", "22.0.0", "24.1.0"]) requireNode(fine);
  });

  it("no Python", async () => {
    const text = await problemOf(() =>
      findPython(machine({ env: onlyPath(temporaryFolder()), platform: "linux" })),
    );
    expect(text).to.match(/Python 3\.10 or newer is needed, and none was found[^]*apt install python3/);
  });

  it("a Python that is too old, and which", async () => {
    const folder = temporaryFolder();
    writeCommand(join(folder, "python3"), "echo 3 8");
    expect(await problemOf(() => findPython(machine({ env: onlyPath(folder) })))).to.match(
      /3\.10 or newer.*found only 3\.8/,
    );
  });

  it("takes the second Python if the first is too old", async () => {
    const folder = temporaryFolder();
    writeCommand(join(folder, "python3"), "echo 3 9");
    writeCommand(join(folder, "python3.12"), "echo 3 12");
    expect(await findPython(machine({ env: onlyPath(folder) }))).to.include({
      command: "python3.12",
      version: "3.12",
    });
  });

  it("a Python without the venv module", async () => {
    const folder = temporaryFolder();
    writeCommand(join(folder, "python3"), "echo 3 11 ensurepip");
    const text = await problemOf(() => findPython(machine({ env: onlyPath(folder) })));
    expect(text).to.match(/Python 3\.11 is here, but not its module ensurepip[^]*apt install python3-venv/);
  });

  it("a Python that cannot make an environment, with what it said", async () => {
    const folder = temporaryFolder();
    writeCommand(
      join(folder, "python3"),
      'case "$*" in *venv\\ /*) echo "out of luck"; exit 3;; *) echo 3 11;; esac',
    );
    const context = machine({ env: onlyPath(folder) });
    writeFiles(context.root, { "src/setup/python/pip.txt": "pip==1\n" });
    const text = await problemOf(() => pythonEnvironment.run(context, silent));
    expect(text).to.match(/could not make an environment[^]*out of luck[^]*python3-venv/);
  });

  it("no C++ compiler, and none to be fetched", async () => {
    const context = machine({ env: onlyPath(temporaryFolder()) });
    expect(await findCompiler(context)).to.equal(undefined);
    writeCommand(
      join(context.root, ".venv/bin/python"),
      'case "$*" in *ziglang*) exit 1;; *) echo NewConnectionError; exit 1;; esac',
    );
    const text = await problemOf(() => tensorflowAddon.run(context, silent));
    expect(text).to.match(/no C\+\+ compiler.*network cannot be reached[^]*apt install g\+\+[^]*set CXX/);
  });

  it("room on the disk, before anything is downloaded", async () => {
    const context = machine();
    writeFiles(context.root, {
      "src/setup/python/tensorflow.json": '{ "version": "1", "wheels": { "linux-x64": {} } }',
    });
    const scarce = machine({ ...context, platform: "linux", arch: "x64" });
    const text = await problemOf(() => requireDiskSpace(scarce, () => 500e6));
    expect(text).to.match(/Not enough room.*2700 MB are needed, 500 MB are free[^]*Free 2200 MB/);
    requireDiskSpace(scarce, () => 2.8e9);
  });

  it("a folder that cannot be written", async () => {
    const context = machine();
    writeFiles(context.root, { ".cache": "a file where a folder should be" });
    expect(await problemOf(() => prepareFolder(context))).to.match(
      /Cannot write into the project's folder .*\(EEXIST\)/,
    );
  });

  it("a port that is taken, and finds another if none was asked for", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    const text = await problemOf(() => findFreePort(port));
    expect(text).to.match(new RegExp(`Port ${port} is taken[^]*--port ${port + 1}[^]*leave --port out`, "i"));
    await new Promise((resolve) => server.close(resolve));
    expect(await findFreePort(port)).to.equal(port);
    expect(await findFreePort(undefined)).to.be.within(8888, 8907);
  });

  it("an option that does not exist, or an invalid port", async () => {
    expect(await problemOf(() => parseOptions(["--prot", "1"]))).to.match(/--prot[^]*--help/);
    for (const port of ["0", "65536", "80.5", "http"])
      expect(await problemOf(() => parseOptions(["--port", port]))).to.contain(`not "${port}"`);
    const expected = { setupOnly: false, browser: false, port: 9000 };
    expect(parseOptions(["--no-browser", "--port", "9000"])).to.deep.equal(expected);
  });

  for (const program of [
    "src/setup/notebooks",
    "src/setup/claims",
    "src/setup/chapter-read",
    "src/setup/site",
    "bench/kernel",
  ])
    it(`an option that ${program} does not have, and lists those it has`, () => {
      const said = (/** @type {string} */ option) =>
        spawnSync(process.execPath, [join(root, `${program}.mjs`), option], { encoding: "utf8" });
      const unknown = said("--nonsense");
      expect(unknown.stderr).to.match(
        /Unknown option '--nonsense'\.\s+→ npm run \S+ -- --help lists the options\.\s*$/,
      );
      expect(unknown.status).to.equal(1);
      const { stdout, status } = said("--help");
      expect(stdout).to.match(/^npm run [^]*--help +this text\n$/);
      expect(status).to.equal(0);
    });
});
