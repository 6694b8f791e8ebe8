import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { pythonFile, thisMachine, venvPython } from "../../src/setup/context.mjs";
import { serve } from "../../src/setup/jupyter/serve.mjs";
import { machine } from "../setup/support/machine.mjs";
import { removeTemporaryFolders, writeCommand } from "../setup/support/temporary.mjs";

describe("the command that starts JupyterLab", () => {
  afterEach(removeTemporaryFolders);

  it("has the token in its environment, not where every user of the machine can read it, and a new one each time", async () => {
    const context = machine();
    // In place of Python: writes down how it was called, and ends.
    const note = join(context.root, "called");
    writeCommand(venvPython(context), `echo "$JUPYTER_TOKEN" >> "${note}"; echo "$@" >> "${note}"`);
    mkdirSync(join(context.root, "notebooks"), { recursive: true });
    for (let time = 0; time < 2; time++) {
      const server = serve(context, 8899);
      server.address.catch(() => undefined);
      await server.ended;
      await sleep(50);
    }
    const [token = "", args = "", otherToken, otherArgs] = readFileSync(note, "utf8").trim().split("\n");
    expect(token).to.match(/^[0-9a-f]{48}$/);
    expect(otherToken)
      .to.match(/^[0-9a-f]{48}$/)
      .and.not.equal(token);
    for (const line of [args, otherArgs]) {
      expect(line).to.include(`--config=${pythonFile(context, "jupyter_server_config.py")}`);
      expect(line).to.not.match(/token|password|--(ServerApp\.)?ip\b|allow_origin|0\.0\.0\.0/);
    }
  });

  it("binds to the loopback interface, and turns nothing off that guards it", () => {
    const config = readFileSync(pythonFile(thisMachine(), "jupyter_server_config.py"), "utf8");
    expect(config).to.match(/^c\.ServerApp\.ip = "127\.0\.0\.1"$/m);
    const settings = config.split("\n").filter((line) => line.startsWith("c."));
    const unguarded =
      /token|password|disable_check_xsrf|allow_origin|allow_remote_access|allow_unauthenticated/;
    expect(settings.filter((line) => unguarded.test(line.split("#")[0] ?? ""))).to.deep.equal([]);
  });
});
