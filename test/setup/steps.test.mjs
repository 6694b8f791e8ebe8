import {
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { isAbsolute, join } from "node:path";
import { expect } from "chai";
import { thisMachine } from "../../src/setup/context.mjs";
import { stepPrinter } from "../../src/setup/progress.mjs";
import { runSteps } from "../../src/setup/run-steps.mjs";
import { kernelspec } from "../../src/setup/steps/kernelspec.mjs";
import { libraryBuild } from "../../src/setup/steps/library-build.mjs";
import { npmPackages } from "../../src/setup/steps/npm-packages.mjs";
import { packageLink } from "../../src/setup/steps/package-link.mjs";
import { papermillParameters } from "../../src/setup/steps/papermill-parameters.mjs";
import { machine, problemOf, silent } from "./support/machine.mjs";
import { removeTemporaryFolders, temporaryFolder, writeFiles } from "./support/temporary.mjs";

/** A printer whose lines are kept. */
function recorder() {
  /** @type {string[]} */
  const lines = [];
  return { lines, printer: stepPrinter({ write: (text) => lines.push(text) }) };
}

describe("the steps of set-up", () => {
  afterEach(removeTemporaryFolders);

  it("run in order, those that are done not again, one line each", async () => {
    const { lines, printer } = recorder();
    let done = false;
    const steps = [
      { name: "first", isDone: () => true, run: () => expect.fail("it was done") },
      { name: "second", isDone: () => done, run: () => ((done = true), "2 things") },
    ];
    await runSteps(steps, machine(), printer);
    expect(lines.at(-1)).to.match(/^ {2}✓ \[ 2\/2\] second: 2 things \(\d+\.\d s\)\n$/);
    lines.length = 0;
    await runSteps(steps, machine(), printer);
    expect(lines).to.deep.equal([]);
  });

  it("stop at one that only says it is done", async () => {
    const { lines, printer } = recorder();
    const steps = [{ name: "idle", isDone: () => false, run: silent }];
    expect(await runSteps(steps, machine(), printer).catch(String)).to.contain(
      '"idle" ended without an error',
    );
    expect(lines.at(-1)).to.equal("  ✗ [ 1/1] idle\n");
  });

  it("rewrite one line in a terminal, and cut it to its width", () => {
    /** @type {string[]} */
    const written = [];
    const printer = stepPrinter({ isTTY: true, columns: 20, write: (text) => written.push(text) });
    printer.working("downloading", "120 of 261 MB");
    printer.done("downloaded", "");
    expect(written).to.deep.equal(
      ["\r\x1b[2K", "  … downloading: 120", "\r\x1b[2K", "  ✓ downloaded\n"].map((t, i) =>
        i === 1 ? t.slice(0, 19) : t,
      ),
    );
  });

  it("npm packages: a package that is missing or of another version is noticed", async () => {
    const context = machine();
    const lock = {
      packages: {
        "": {},
        "node_modules/a": { version: "1.2.3" },
        "node_modules/b": { version: "1.0.0", optional: true },
      },
    };
    writeFiles(context.root, { "package-lock.json": JSON.stringify(lock) });
    expect(npmPackages.isDone(context)).to.equal(false);
    writeFiles(context.root, { "node_modules/a/package.json": '{ "version": "1.2.2" }' });
    expect(npmPackages.isDone(context)).to.equal(false);
    writeFiles(context.root, { "node_modules/a/package.json": '{ "version": "1.2.3" }' });
    expect(npmPackages.isDone(context)).to.equal(true);
  });

  it('the name "tunebook" leads to the checkout, also after it has moved', async () => {
    const context = machine();
    mkdirSync(join(context.root, "node_modules"));
    symlinkSync("/nowhere", join(context.root, "node_modules", "tunebook"));
    expect(packageLink.isDone(context)).to.equal(false);
    packageLink.run(context, silent);
    expect(readlinkSync(join(context.root, "node_modules", "tunebook"))).to.equal("..");
    const moved = join(temporaryFolder(), "elsewhere");
    renameSync(context.root, moved);
    expect(packageLink.isDone({ ...context, root: moved })).to.equal(true);
  });

  it("the kernel's specification is absolute, and follows the checkout and Node", () => {
    const context = machine();
    kernelspec.run(context, silent);
    const file = join(context.root, ".venv/share/jupyter/kernels/tslab/kernel.json");
    const { argv } = JSON.parse(readFileSync(file, "utf8"));
    expect(argv.slice(0, 2).every(isAbsolute)).to.equal(true);
    expect(argv[1]).to.equal(join(context.root, "dist/src/kernel/main.js"));
    expect(kernelspec.isDone(context)).to.equal(true);
    expect(kernelspec.isDone({ ...context, node: "/another/node" })).to.equal(false);
    expect(kernelspec.isDone({ ...context, root: "/moved" })).to.equal(false);
  });

  it("papermill finds the folder that teaches it TypeScript, also after the checkout has moved", () => {
    const context = machine();
    expect(papermillParameters.isDone(context)).to.equal(false);
    const inside =
      context.platform === "win32" ? ".venv/Lib/site-packages" : ".venv/lib/python3.11/site-packages";
    mkdirSync(join(context.root, inside), { recursive: true });
    expect(papermillParameters.isDone(context)).to.equal(false);
    papermillParameters.run(context, silent);
    const moved = join(temporaryFolder(), "elsewhere");
    renameSync(context.root, moved);
    const line = readFileSync(join(moved, inside, "tunebook.pth"), "utf8");
    expect(join(moved, inside, line.trim())).to.equal(join(moved, "src/kernel/papermill"));
    expect(papermillParameters.isDone({ ...context, root: moved })).to.equal(true);
    writeFileSync(join(moved, inside, "tunebook.pth"), "/nowhere\n");
    expect(papermillParameters.isDone({ ...context, root: moved })).to.equal(false);
  });

  it("the build: only what changed is built, and what is gone leaves nothing behind", async function () {
    this.timeout(60_000);
    const context = machine();
    symlinkSync(join(thisMachine().root, "node_modules"), join(context.root, "node_modules"));
    const compilerOptions = { outDir: "dist", rootDir: ".", strict: true, types: [] };
    writeFiles(context.root, {
      "tsconfig.json": JSON.stringify({ compilerOptions, include: ["src/**/*.ts"] }),
      "package-lock.json": "{}",
      "src/a.ts": "export const a: number = 1;\n",
      "src/b.ts": "export const b: number = 2;\n",
    });
    await libraryBuild.run(context, silent);
    expect(await libraryBuild.isDone(context)).to.equal(true);
    rmSync(join(context.root, "src", "b.ts"));
    expect(await libraryBuild.isDone(context)).to.equal(false);
    await libraryBuild.run(context, silent);
    expect(existsSync(join(context.root, "dist/src/a.js"))).to.equal(true);
    expect(existsSync(join(context.root, "dist/src/b.js"))).to.equal(false);
    writeFileSync(join(context.root, "src", "a.ts"), "export const a: number = 'one';\n");
    expect(await problemOf(() => libraryBuild.run(context, silent))).to.match(
      /does not compile:\nsrc\/a\.ts\(1,/,
    );
    expect(await libraryBuild.isDone(context)).to.equal(false);
  });
});
