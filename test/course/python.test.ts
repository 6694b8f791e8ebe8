import { expect } from "chai";
import { existsSync } from "node:fs";
import { runPython } from "../../src/course/python.js";
import { skipBecause } from "../skip.js";
import { rejection } from "../tuning/helpers/rejection.js";

describe("notebook: runPython", function () {
  this.timeout(30_000);
  before(function () {
    if (!existsSync(".venv")) skipBecause(this, "no Python environment in .venv");
  });

  it("hands JSON over and back", async () => {
    const input = { words: ["ä", "b"], numbers: [1.5, -2] };
    const program =
      "import json, sys; v = json.load(sys.stdin); v['sum'] = sum(v['numbers']); print(json.dumps(v))";
    expect(await runPython(program, input)).to.deep.equal({ ...input, sum: -0.5 });
  });

  it("says what a failing program said", async () => {
    expect((await rejection(runPython("raise ValueError('too bad')"))).message).to.match(
      /code 1[\s\S]*too bad/,
    );
  });

  it("refuses what is not JSON", async () => {
    expect((await rejection(runPython("print('hello')"))).message).to.match(/must print JSON[\s\S]*hello/);
  });

  it("ends the program when it is interrupted", async () => {
    setTimeout(() => process.emit("SIGINT"), 300);
    expect((await rejection(runPython("import time; time.sleep(60)"))).message).to.match(/ended with code/);
  });
});
