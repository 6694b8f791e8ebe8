import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const program = resolve(__dirname, "..", "..", "src", "cli", "main.js");

describe("tunebook tune and tunebook predict", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "tunebook-commands-"));
  const run = (...args: readonly string[]): { code: number | null; out: string; problem: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
      cwd: folder,
      encoding: "utf8",
    });
    return { code: status, out: stdout, problem: stderr };
  };

  before(() => {
    const rows = Array.from({ length: 60 }, (_, row) => `${row};"a; ${row % 3}";${Math.sin(row) > 0 ? "yes" : "no"};${String(Math.sin(row)).replace(".", ",")}`); // prettier-ignore
    writeFileSync(join(folder, "odd.csv"), "a,y\noops,1\n2,3\n4,5\n6,7\n");
    writeFileSync(join(folder, "data.csv"), ["id;kind;answer;x", ...rows, ""].join("\n"));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("make a model of a file, and answer for the rows of another", () => {
    const tuned = run("tune", "data.csv", "--target", "answer", "--trials", "1", "--out", "kept");
    expect(tuned.code, tuned.problem).to.equal(0);
    expect(tuned.out).to.match(/On the test rows, tuned: accuracy [\d.]+/);
    expect(tuned.out).to.match(/Column "id" was left out, because it numbers the rows/);
    const answered = run("predict", "kept", "data.csv");
    const lines = answered.out.trimEnd().split("\n");
    expect(lines[0]).to.equal("id;kind;answer;x;prediction");
    expect(lines).to.have.length(61);
    expect(lines[2]).to.match(/^1;"a; 1";yes;0,84\d*;yes$/);
    const [head, first] = run("predict", "kept", "data.csv", "--proba").out.split("\n");
    expect(head).to.equal("id;kind;answer;x;probability of no;probability of yes");
    expect(first).to.match(/^0;"a; 0";no;0;0,\d+;0,\d+$/);
  });

  it("say what is wrong", () => {
    expect(run("tune").problem).to.match(/^Usage: tunebook tune/);
    expect(run("tune", "data.csv").problem).to.match(/--target COLUMN. data.csv has id, kind, answer, x/);
    const odd = run("tune", "odd.csv", "--target", "y").problem;
    expect(odd).to.match(
      /"oops" in row 1; use --missing "oops" if .*use --column "a"=words if .*, --ignore "a"/,
    );
    expect(run("tune", "odd.csv", "--target", "y", "--column", "a=digits").problem).to.match(/--column a=digits: .*decimalComma/); // prettier-ignore
    expect(run("tune", "data.csv", "--target", "answr").problem).to.match(/Did you mean "answer"/);
    expect(run("tune", "data.csv", "--target", "answer", "--minutes", "two").problem).to.match(/--minutes two: it must be a number/); // prettier-ignore
    const missing = run("predict", "nowhere", "data.csv");
    expect(missing.code).to.equal(1);
    expect(missing.problem).to.match(/nowhere: there is no such folder.*tunebook tune --out/);
  });
});
