import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { root } from "./public-names.js";

/** What a fresh process has loaded after `code`: the names of packages. */
function packagesLoadedBy(code: string): string[] {
  const script = `${code}; console.log(JSON.stringify(Object.keys(require.cache)));`;
  const output = execFileSync(process.execPath, ["-e", script], { cwd: root, encoding: "utf8" });
  const paths = JSON.parse(output.trim().split("\n").at(-1)!) as string[];
  return [
    ...new Set(
      paths.flatMap((path) => /node_modules[\\/](@[^\\/]+[\\/][^\\/]+|[^\\/]+)/.exec(path)?.[1] ?? []),
    ),
  ];
}

/** Heavy, or optional: loaded by what needs them, when it is first called. */
const later = /^(@tensorflow[\\/].*|vega.*|danfojs-node|bullmq|ioredis|tslab|typescript|zeromq|cephes)$/;

describe("an import of tunebook", () => {
  it("loads nothing that its first call does not need", () => {
    const loaded = packagesLoadedBy(`require("tunebook")`);
    expect(loaded).to.include("pure-rand");
    expect(loaded.filter((name) => later.test(name))).to.deep.equal([]);
  });

  for (const entryPoint of ["charts", "course", "training", "tuning"])
    it(`loads none of it through tunebook/${entryPoint} either`, () => {
      const loaded = packagesLoadedBy(`require("tunebook/${entryPoint}")`);
      expect(loaded.filter((name) => later.test(name))).to.deep.equal([]);
    });

  it("loads TensorFlow at the first look at tf, and gives the whole of it", () => {
    const loaded = packagesLoadedBy(
      `const { tf } = require("tunebook"); if (tf.add(2, 3).dataSync()[0] !== 5 || !("tensor" in tf)) process.exit(1)`,
    );
    expect(loaded.map((name) => name.replace("\\", "/"))).to.include("@tensorflow/tfjs-node");
  });
});
