import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";

interface Outcome {
  readonly said: readonly string[];
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Runs the program and sends SIGINT each time it says one of these words for the first time. */
function interrupted(mode: string, at: readonly string[] = ["training"]): Promise<Outcome> {
  const child = spawn(process.execPath, [join(__dirname, "programs", "ctrl-c.js"), mode], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const left = [...at];
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    if (left[0] === undefined || !output.includes(`${left[0]}\n`)) return;
    left.shift();
    child.kill("SIGINT");
  });
  return new Promise((resolve) => {
    child.on("close", (code, signal) => {
      resolve({ said: output.trim().split("\n"), code, signal });
    });
  });
}

describe("Ctrl-C in a plain program", function () {
  this.timeout(60_000);

  it("ends the training in order, leaves time to save, and then ends the program", async () => {
    expect(await interrupted("saves")).to.deep.equal({
      said: ["training", "interrupted", "saved true"],
      code: null,
      signal: "SIGINT",
    });
  });

  it("ends a program that would begin the next training", async () => {
    expect(await interrupted("loops")).to.deep.equal({
      said: ["training", "interrupted"],
      code: null,
      signal: "SIGINT",
    });
  });

  it("is what a program ends by whose work is done", async () => {
    expect(await interrupted("ends")).to.deep.equal({
      said: ["training", "interrupted"],
      code: null,
      signal: "SIGINT",
    });
  });

  it("is heard once by a program that listens, which goes on", async () => {
    const { said, code } = await interrupted("listens");
    expect([...said].sort()).to.deep.equal(["heard", "interrupted", "training", "went on"]);
    expect(code).to.equal(0);
  });

  it("is left to the program that asked for it", async () => {
    expect(await interrupted("declines")).to.deep.equal({ said: ["training"], code: null, signal: "SIGINT" });
  });

  it("ends the program at once the second time", async () => {
    expect(await interrupted("hangs", ["training", "asked to end"])).to.deep.equal({
      said: ["training", "asked to end"],
      code: null,
      signal: "SIGINT",
    });
  });
});
