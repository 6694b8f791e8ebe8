import { execFileSync, spawnSync } from "node:child_process";
import { expect } from "chai";
import { join, resolve } from "node:path";
import { skipBecause } from "../skip.js";

const root = resolve(__dirname, "../../..");
const target = join(root, ".cache", "strict-client");

describe("kernel: a client in Rust, which takes no message that it cannot read whole", function () {
  this.timeout(900_000);

  before(function () {
    if (spawnSync("cargo", ["--version"]).status !== 0) skipBecause(this, "no cargo on this machine");
    const manifest = join(root, "test/kernel/rust/Cargo.toml");
    const build = spawnSync("cargo", ["build", "--quiet", "--manifest-path", manifest], {
      env: { ...process.env, CARGO_TARGET_DIR: target },
      encoding: "utf8",
    });
    if (/failed to (get|download|fetch)|registry index|unable to update/i.test(build.stderr))
      skipBecause(this, "cargo cannot reach its registry");
    expect(build.status, build.stderr).to.equal(0);
  });

  it("reads every reply and every output", () => {
    const client = join(target, "debug", "strict-client");
    const said = execFileSync(client, [process.execPath, join(root, "dist/src/kernel/main.js")], {
      encoding: "utf8",
    });
    const read = new Set(said.trim().split("\n"));
    expect([...read]).to.include.members([
      ...["kernel_info", "execute", "complete", "inspect", "is_complete", "history", "comm_info"].map(
        (name) => `shell ${name}_reply`,
      ),
      ...["interrupt", "shutdown"].map((name) => `control ${name}_reply`),
      ...["execute_input", "stream", "display_data", "update_display_data", "execute_result", "error"].map(
        (name) => `iopub ${name}`,
      ),
      ...["comm_open", "comm_msg", "comm_close", "clear_output", "status"].map((name) => `iopub ${name}`),
    ]);
  });
});
