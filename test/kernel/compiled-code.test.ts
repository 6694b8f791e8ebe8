import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";

const kernelCode = join(__dirname, "../../src/kernel/link/compiled-code.js");

/** Loads a file in a process of its own, which keeps what V8 made of it. */
function load(file: string, kept: string): string {
  const program = `
    require(${JSON.stringify(kernelCode)}).keepCompiledCode(${JSON.stringify(kept)}, 1);
    const { answer, places } = require(${JSON.stringify(file)});
    console.log(answer() + " " + places());
    setTimeout(() => undefined, 100);`;
  return execFileSync(process.execPath, ["-e", program], { encoding: "utf8" }).trim();
}

/** Long enough to be worth keeping, and a user of everything that CommonJS gives. */
function source(answer: string): string {
  const places =
    "[require('./small.js'), __filename === module.filename, require.main === undefined, this === module.exports].join()";
  return `const places = ${places};\nexports.answer = () => "${answer}"; exports.places = () => places; // ${"x".repeat(120_000)}\n`;
}

describe("kernel: compiled code", function () {
  this.timeout(60_000);
  let folder = "";
  let file = "";
  let kept = "";

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tunebook-compiled-"));
    [file, kept] = [join(folder, "large.js"), join(folder, "not/yet")];
    writeFileSync(join(folder, "small.js"), "module.exports = 'small'");
    writeFileSync(file, source("one"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("is kept, and a file that is loaded from it means the same", () => {
    expect(load(file, kept)).to.equal("one small,true,true,true");
    const [only, ...more] = readdirSync(kept);
    expect(more).to.deep.equal([]);
    const before = readFileSync(join(kept, only!));
    expect(load(file, kept)).to.equal("one small,true,true,true");
    expect(readdirSync(kept)).to.deep.equal([only]);
    expect(readFileSync(join(kept, only!)).equals(before)).to.equal(true);
  });

  it("is not taken for that of another file of the same length", () => {
    load(file, kept);
    writeFileSync(file, source("two"));
    expect(load(file, kept)).to.match(/^two /);
    expect(readdirSync(kept)).to.have.length(2);
  });

  it("is made again where it was damaged", () => {
    load(file, kept);
    const path = join(kept, readdirSync(kept)[0]!);
    const whole = readFileSync(path);
    for (const damaged of [whole.subarray(0, 100), Buffer.from("nonsense"), Buffer.alloc(0)]) {
      writeFileSync(path, damaged);
      expect(load(file, kept)).to.match(/^one /);
      expect(readFileSync(path).length).to.be.greaterThan(100);
    }
  });

  it("is done without where it cannot be written", () => {
    writeFileSync(join(folder, "not"), "a file, where a folder was wanted");
    expect(load(file, kept)).to.match(/^one /);
    expect(existsSync(kept)).to.equal(false);
  });
});
