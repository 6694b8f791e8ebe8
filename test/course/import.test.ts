import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const library = join(__dirname, "..", "..", "src");

/** The packages that a fresh process has loaded after requiring a file of the library. */
function packagesLoadedBy(file: string): string[] {
  const script = `require(process.argv[1]); console.log(JSON.stringify(Object.keys(require.cache)))`;
  const output = execFileSync(process.execPath, ["-e", script, join(library, file)], { encoding: "utf8" });
  const paths = JSON.parse(output) as string[];
  return [
    ...new Set(
      paths.flatMap((path) => /node_modules[\\/](@[^\\/]+[\\/][^\\/]+|[^\\/]+)/.exec(path)?.[1] ?? []),
    ),
  ];
}

describe("importing charts and notebook", () => {
  it("does not load Vega, danfo.js, TensorFlow or tslab: a notebook's first cell must not wait for them", () => {
    const loaded = [...packagesLoadedBy("charts/index.js"), ...packagesLoadedBy("course/index.js")];
    expect(loaded).to.include("d3-contour");
    expect(loaded.filter((name) => /^vega|danfo|tensorflow|tslab/.test(name))).to.deep.equal([]);
  });
});
