import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { thisMachine } from "../../src/setup/context.mjs";
import { skipReason } from "../../src/setup/testing/skip-reason.mjs";

const { root } = thisMachine();
const read = (/** @type {string} */ path) => readFileSync(join(root, path), "utf8");

/** @param {Mocha.Context} context @param {string} reason @returns {never} */
function skip(context, reason) {
  Object.assign(context["test"] ?? {}, { [Symbol.for("tunebook.skipReason")]: reason });
  expect(skipReason(context["test"])).to.equal(reason);
  return context.skip();
}

/** Requirements of a locked file, each with the lines that belong to it. @param {string} text */
const requirements = (text) =>
  text
    .replaceAll("\\\n", " ")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.trim().startsWith("#"));

describe("what is downloaded", () => {
  it("npm: every package is locked with a strong hash, and none runs a script when it is installed", () => {
    const packages = Object.entries(JSON.parse(read("package-lock.json")).packages);
    const locked = packages.filter(([folder, entry]) => folder !== "" && !entry.link);
    expect(locked.length).to.be.greaterThan(300);
    for (const [folder, { integrity }] of locked) expect(integrity, folder).to.match(/^sha512-[\w+/]{86}==$/);
    expect(read("src/setup/steps/npm-packages.mjs")).to.include('"--ignore-scripts"');
    expect(read("src/setup/steps/npm-packages.mjs")).to.match(/\["ci", /);
  });

  it("Python: every package is locked to one version with its hashes, and pip is told to insist on them", () => {
    const files = readdirSync(join(root, "src/setup/python"))
      .filter((name) => name.endsWith(".txt"))
      .map((name) => join("src/setup/python", name));
    expect(files.length).to.be.greaterThan(1);
    for (const file of [...files, "bench/requirements.txt"])
      for (const requirement of requirements(read(file)))
        expect(requirement, file).to.match(/^[\w.[\]-]+==[^ ;]+[^#]*--hash=sha256:[0-9a-f]{64}/);
    for (const step of ["jupyterlab-packages", "python-environment", "tensorflow-addon"])
      expect(read(`src/setup/steps/${step}.mjs`), step).to.include('"--require-hashes"');
  });

  it("TensorFlow: the wheel of every platform is known by its SHA-256", () => {
    // What happens to a wheel with another hash is tested in test/setup/tensorflow-library.test.mjs.
    const wheels = Object.values(JSON.parse(read("src/setup/python/tensorflow.json")).wheels);
    expect(wheels.length).to.be.greaterThan(1);
    for (const { sha256 } of wheels) expect(sha256).to.match(/^[0-9a-f]{64}$/);
  });

  it("npm: no package with a known hole of high severity for which there is a fixed version", function () {
    this.timeout(120_000);
    const { stdout } = spawnSync("npm", ["audit", "--json"], {
      cwd: root,
      encoding: "utf8",
      timeout: 100_000,
    });
    const answer = parse(stdout);
    if (answer?.vulnerabilities === undefined)
      skip(
        this,
        `the registry in use answers no audit${answer?.statusCode ? ` (${answer.statusCode})` : ""}`,
      );
    const grave = Object.values(answer.vulnerabilities)
      .filter(({ severity, fixAvailable }) => ["high", "critical"].includes(severity) && fixAvailable)
      .filter(({ name }) => !(name in accepted));
    expect(grave.map(({ name, severity }) => `${name}: ${severity}`)).to.deep.equal([]);
  });
});

/** Packages whose hole does not reach us, with the reason; docs/security.md says more. @type {Record<string, string>} */
const accepted = {};

/** @param {string} text @returns {any} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
