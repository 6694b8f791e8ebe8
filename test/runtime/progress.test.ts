import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { skipBecause } from "../skip.js";

/** Runs a program in a terminal of its own and prints what the terminal was sent. */
const terminal = `
import os, pty, sys
os.environ["TERM"] = "xterm"
sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))
`;
const erase = "\r\u001B[2K";
const program = (name: string): string => join(__dirname, "programs", `${name}.js`);

function inTerminal(name: string, ...args: readonly string[]): string {
  const command = ["-c", terminal, process.execPath, program(name), ...args];
  const { stdout, stderr, status } = spawnSync("python3", command, { encoding: "utf8" });
  expect(status, stderr).to.equal(0);
  return stdout;
}

describe("progress in a terminal", function () {
  this.timeout(60_000);

  before(function () {
    if (process.platform === "win32" || spawnSync("python3", ["-c", "import pty"]).status !== 0)
      skipBecause(this, "no python3 that makes terminals");
  });

  it("is one line of the outermost work, once it will take more than two seconds, and is erased at the end", () => {
    const shown = inTerminal("progress", "2700").split(erase);
    expect(shown.at(0)).to.equal("");
    expect(shown.at(-1)).to.equal("done");
    const lines = shown.slice(1, -1);
    expect(lines.length).to.be.at.least(1);
    for (const line of lines) expect(line).to.match(/^Sweep over units: 1 of 4 runs, [1-9]\.\d s, about /);
  });

  it("is not shown for short work, nor when somebody listens", () => {
    expect(inTerminal("progress", "100")).to.equal("done");
    expect(inTerminal("progress", "2700", "listened")).to.equal("done");
  });

  it("is shown while the library trains", () => {
    const shown = inTerminal("train").split(erase);
    expect(shown.at(-1)).to.equal("done");
    expect(shown.at(-2)).to.match(/^Two classes: \d+ of 1000000 epochs, \d/);
  });

  it("is not written where stderr is no terminal", () => {
    const { stdout, stderr } = spawnSync(process.execPath, [program("progress"), "2700"], {
      encoding: "utf8",
    });
    expect({ stdout, stderr }).to.deep.equal({ stdout: "done", stderr: "" });
  });
});
