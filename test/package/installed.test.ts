import { expect } from "chai";
import { execFileSync, spawnSync, type SpawnSyncReturns } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { skipBecause } from "../skip.js";
import { root } from "./public-names.js";

const { version } = JSON.parse(
  readFileSync(join(root, "src", "setup", "python", "tensorflow.json"), "utf8"),
) as { version: string };

/** TensorFlow's library as this checkout unpacked it, so that nothing large is downloaded again. */
const library = join(root, ".cache", `tensorflow-${version}`);
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

const trainer = (load: string): string => `
  ${load}
  const main = async () => {
    const digits = await loadDataset("digits");
    const run = await train(digits, { ...presets.baseline, epochs: 3 }, { seed: 1 });
    console.log(JSON.stringify({ ending: run.ending, accuracy: run.history.at(-1).valAccuracy, sum: tf.add(2, 3).dataSync()[0] }));
  };
  main();`;

/** Uses every entry point and a signature of each kind; checked by TypeScript with the declarations of the package. */
const typed = `
  import { loadDataset, presets, sweep, tf, train, type TrainingRun } from "tunebook";
  import { lineChart } from "tunebook/charts";
  import { predict } from "tunebook/course";
  import { optimizers } from "tunebook/training";
  import { tpeSampler } from "tunebook/tuning";
  export const sum: tf.Tensor = tf.add(1, 2);
  export const used = [lineChart, predict, optimizers, tpeSampler, sweep];
  export const run = async (): Promise<TrainingRun> => train(await loadDataset("digits"), presets.baseline, { seed: 1 });
  // @ts-expect-error: a misspelt name is refused, so the types are really there
  export const wrong = async () => train(await loadDataset("digits"), { learningrate: 1 });
`;

describe("the package, installed in an empty folder", function () {
  this.timeout(180_000);
  let folder: string;
  let home: string;
  let tarball: string;

  const env = (changes: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
    ...process.env,
    TUNEBOOK_HOME: home,
    TUNEBOOK_CACHE: join(folder, "runs"),
    ...changes,
  });
  /** Runs node in the project's folder. */
  const node = (
    args: readonly string[],
    changes?: NodeJS.ProcessEnv,
    cwd = folder,
  ): SpawnSyncReturns<string> =>
    spawnSync(process.execPath, args, { cwd, encoding: "utf8", env: env(changes) });
  const cli = (): string => join(folder, "node_modules", "tunebook", "dist", "src", "cli", "main.js");
  const setup = (changes?: NodeJS.ProcessEnv, cwd?: string): SpawnSyncReturns<string> =>
    node([cli(), "setup"], changes, cwd);
  const nativeFolder = (under = home): string =>
    join(under, `tensorflow-${version}-${process.platform}-${process.arch}`);

  before(function () {
    if (!existsSync(library))
      skipBecause(this, "This checkout has no TensorFlow library of its own to share.");
    folder = mkdtempSync(join(tmpdir(), "tunebook-installed-"));
    home = join(folder, "home");
    const packed = execFileSync(npm, ["pack", "--json", "--pack-destination", folder], {
      cwd: root,
      encoding: "utf8",
    });
    const [{ filename }] = JSON.parse(packed.slice(packed.indexOf("["))) as [{ filename: string }];
    tarball = join(folder, filename);
    writeFileSync(join(folder, "package.json"), `{ "name": "empty", "private": true }`);
    execFileSync(npm, ["install", tarball, "--prefer-offline", "--no-audit", "--no-fund"], {
      cwd: folder,
      stdio: "pipe",
    });
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("is small, and brings none of the optional packages", () => {
    // Half of it is the bundle for browsers, with data sets of its own: hosts unpack files that are named .gz.
    expect(statSync(tarball).size).to.be.lessThan(8e6);
    const names = readdirSync(join(folder, "node_modules"));
    expect(names).to.include("vega");
    const optional = ["bullmq", "danfojs-node", "ioredis", "tslab", "typescript", "zeromq"];
    expect(names.filter((name) => optional.includes(name))).to.deep.equal([]);
    expect(existsSync(join(folder, "node_modules", "@tensorflow", "tfjs-node"))).to.equal(false);
  });

  it("says before set-up what to run", () => {
    const { status, stderr } = node(["-e", `require("tunebook").tf.add(1, 2)`]);
    expect(status).to.equal(1);
    expect(stderr).to.include("npx tunebook setup");
  });

  it("cannot be set up without a package.json, and says how a project begins", () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "tunebook-nowhere-"));
    try {
      const { status, stderr } = setup({}, elsewhere);
      expect(status).to.equal(1);
      expect(stderr).to.include("no package.json").and.include("npm install tunebook");
      expect(existsSync(home)).to.equal(false);
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });

  it("says without a network what to check, and leaves nothing behind", () => {
    const nowhere = { PIP_INDEX_URL: "http://127.0.0.1:9/", PIP_NO_CACHE_DIR: "1", PIP_RETRIES: "0", PIP_CONFIG_FILE: "/dev/null" }; // prettier-ignore
    const { status, stderr } = setup({
      ...nowhere,
      PIP_EXTRA_INDEX_URL: "",
      HTTPS_PROXY: "",
      HTTP_PROXY: "",
    });
    expect(status).to.equal(1);
    expect(stderr)
      .to.match(/network|package index/)
      .and.include("→");
    expect(existsSync(nativeFolder())).to.equal(false);
  });

  it("says without a compiler how to get one, and keeps only the finished download", () => {
    shareLibrary();
    // A PATH with Node alone: no compiler, and no Python to fetch one with.
    const bin = join(folder, "bin");
    mkdirSync(bin);
    symlinkSync(process.execPath, join(bin, "node"));
    const { status, stderr } = setup({ PATH: bin, CXX: "", PYTHON: "" });
    expect(status).to.equal(1);
    expect(stderr)
      .to.match(/C\+\+ compiler/)
      .and.include("→");
    expect(readdirSync(nativeFolder())).to.deep.equal([".cache"]);
  });

  it("makes native TensorFlow with one command, which a second time finds nothing to do", () => {
    shareLibrary();
    const first = setup();
    expect(first.status, first.stderr).to.equal(0);
    expect(first.stdout).to.include("2 + 3 = 5");
    const second = setup({ PATH: dirname(process.execPath) });
    expect(second.stdout).to.include("already set up");
  });

  it("trains with require and with import, to the same result", () => {
    const names = "{ loadDataset, presets, tf, train }";
    writeFileSync(join(folder, "train.cjs"), trainer(`const ${names} = require("tunebook");`));
    writeFileSync(join(folder, "train.mjs"), trainer(`import ${names} from "tunebook";`));
    const [required, imported] = ["train.cjs", "train.mjs"].map((file) => node([file]));
    expect(required!.stderr).to.equal("");
    const result = JSON.parse(required!.stdout) as { ending: string; accuracy: number; sum: number };
    expect(result.ending).to.equal("complete");
    expect(result.accuracy).to.be.greaterThan(0.8);
    expect(result.sum).to.equal(5);
    expect(imported!.stdout).to.equal(required!.stdout);
  });

  it("has declarations without an error of their own, for every way TypeScript finds modules", () => {
    writeFileSync(join(folder, "typed.ts"), typed);
    const types = ["--typeRoots", join(root, "node_modules", "@types"), "--types", "node"];
    const node10 = ["typescript", "commonjs", "node10"]; // TypeScript 7 has no Node10 resolution any more
    for (const [compiler, module, resolution] of [
      ["typescript-native", "node16", "node16"],
      ["typescript-native", "esnext", "bundler"],
      node10,
    ]) {
      // prettier-ignore
      const options = ["--strict", "--noEmit", "--target", "es2022", "--skipLibCheck", "false", ...types];
      const how = ["--module", module!, "--moduleResolution", resolution!];
      const tsc = join(root, "node_modules", compiler!, "bin", "tsc");
      const { stdout } = node([tsc, ...options, ...how, "typed.ts"]);
      const errors = stdout.split("\n").filter((line) => line.includes("error TS"));
      // The declarations of tfjs have errors under skipLibCheck: false, which are not ours to mend.
      expect(errors.filter((line) => /^(error|typed|node_modules.tunebook)/.test(line))).to.deep.equal([]);
    }
  });

  it("says which package a DataFrame and a cluster need", () => {
    const { stderr } = node([cli(), "worker", "redis://127.0.0.1:1"]);
    expect(stderr).to.include('"bullmq" is not installed').and.include("npm install bullmq ioredis");
    const frame = `
      const { presets, sweep, toDataset } = require("tunebook");
      const numbers = Array.from({ length: 20 }, (_, n) => n);
      const data = toDataset({ x: numbers.map((n) => [n]), y: numbers }, { task: "regression" });
      sweep(data, { ...presets.baseline, epochs: 1 }, { learningRate: [0.1] }).then((result) => result.toDataFrame());`;
    expect(node(["-e", frame]).stderr)
      .to.include('"danfojs-node" is not installed')
      .and.include("npm install danfojs-node");
  });

  it("has one command with help for each of its parts", () => {
    expect(node([cli(), "--help"]).stdout)
      .to.include("setup")
      .and.include("worker");
    expect(node([cli(), "setup", "--help"]).stdout).to.include("TUNEBOOK_HOME");
    expect(node([cli(), "worker", "--help"]).stdout).to.include("redis://");
    const { status, stderr } = node([cli(), "sett"]);
    expect(status).to.equal(1);
    expect(stderr).to.include('no command "sett"');
  });

  /** Puts the checkout's download where set-up keeps its own. */
  function shareLibrary(): void {
    const link = join(nativeFolder(), ".cache", `tensorflow-${version}`);
    mkdirSync(dirname(link), { recursive: true });
    if (!existsSync(link)) symlinkSync(library, link);
  }
});
