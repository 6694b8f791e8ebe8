import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";

const root = resolve(import.meta.dirname, "../..");
const scripts = join(root, "test/kernel/python");

describe("kernel: docs/kernel.md", () => {
  it("names only tests that exist", () => {
    const text = readFileSync(join(root, "docs/kernel.md"), "utf8");
    const named = [...text.matchAll(/`(test_\w+)`/g)].map(([, name]) => name);
    const files = readdirSync(scripts).filter((file) => file.endsWith(".py"));
    const code = files.map((file) => readFileSync(join(scripts, file), "utf8")).join("\n");
    expect(named.length).to.be.greaterThan(30);
    expect(named.filter((name) => !code.includes(`def ${name}(`))).to.deep.equal([]);
  });
});
