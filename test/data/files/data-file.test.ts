import { datasetsFolder, parseIdx, readDataFile } from "../../../src/data/sets/stored-file.js";
import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const recorded = JSON.parse(readFileSync(join(datasetsFolder, "checksums.json"), "utf8")) as Readonly<
  Record<string, { readonly bytes: number; readonly sha256: string }>
>;

async function messageOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("Expected a rejection.");
}

describe("datasets/", () => {
  it("holds exactly the files whose checksums are recorded", () => {
    const files = readdirSync(datasetsFolder).filter((file) => /\.(csv|gz)$/.test(file));
    expect(files).to.have.members(Object.keys(recorded));
  });

  for (const [file, { bytes, sha256 }] of Object.entries(recorded))
    it(`has ${file} as recorded`, () => {
      const contents = readFileSync(join(datasetsFolder, file));
      expect(contents).to.have.length(bytes);
      expect(createHash("sha256").update(contents).digest("hex")).to.equal(sha256);
    });

  it("has a README whose tables are those of the files and the library", () => {
    const script = join(datasetsFolder, "rebuild", "readme.mjs");
    execFileSync(process.execPath, [script, "--check"], { stdio: "pipe" });
  });

  it("stays below 6 MB", () => {
    expect(Object.values(recorded).reduce((sum, { bytes }) => sum + bytes, 0)).to.be.below(6e6);
  });
});

describe("readDataFile", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tunebook-data-"));
    const sha256 = createHash("sha256").update("whole").digest("hex");
    writeFileSync(join(folder, "checksums.json"), JSON.stringify({ "a.csv": { bytes: 5, sha256 } }));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("gives the bytes of a file that is as recorded", async () => {
    writeFileSync(join(folder, "a.csv"), "whole");
    expect((await readDataFile("a.csv", folder)).toString()).to.equal("whole");
  });

  it("says how to restore a missing file", async () => {
    expect(await messageOf(readDataFile("a.csv", folder)))
      .to.include("datasets/a.csv")
      .and.to.include("git checkout -- datasets/a.csv");
  });

  it("says how to restore a damaged file, with both checksums", async () => {
    writeFileSync(join(folder, "a.csv"), "who");
    expect(await messageOf(readDataFile("a.csv", folder)))
      .to.include("damaged")
      .and.to.include(createHash("sha256").update("who").digest("hex"))
      .and.to.include(createHash("sha256").update("whole").digest("hex"))
      .and.to.include("git checkout -- datasets/a.csv");
  });

  it("does not trust a file that is not recorded", async () => {
    writeFileSync(join(folder, "b.csv"), "whole");
    expect(await messageOf(readDataFile("b.csv", folder))).to.include("nothing about it");
  });
});

describe("parseIdx", () => {
  it("reads bytes", () => {
    const bytes = Buffer.from([0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 3, 7, 8, 255]);
    const { shape, values } = parseIdx(bytes);
    expect([shape, [...values]]).to.deep.equal([
      [1, 3],
      [7, 8, 255],
    ]);
  });

  it("reads 32-bit floats, big-endian", () => {
    const bytes = Buffer.from([0, 0, 13, 1, 0, 0, 0, 2, 0x3f, 0x80, 0, 0, 0xc0, 0x20, 0, 0]);
    expect([...parseIdx(bytes).values]).to.deep.equal([1, -2.5]);
  });

  it("refuses another type", () => {
    expect(() => parseIdx(Buffer.from([0, 0, 9, 0]))).to.throw(RangeError, "type 9");
  });
});
