import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import ts from "typescript";
import { entryPoints, root } from "./public-names.js";

const names = Object.keys(entryPoints);

/** What a fresh process of Node says, run in the checkout. */
const node = (...args: string[]): string =>
  execFileSync(process.execPath, args, { cwd: root, encoding: "utf8", stdio: "pipe" });

/** Where TypeScript finds the types of a module when asked from the checkout. */
function typesOf(name: string, moduleResolution: ts.ModuleResolutionKind): string | undefined {
  const module =
    moduleResolution === ts.ModuleResolutionKind.Node16 ? ts.ModuleKind.Node16 : ts.ModuleKind.CommonJS;
  const { resolvedModule } = ts.resolveModuleName(
    name,
    join(root, "cell.ts"),
    { module, moduleResolution },
    ts.sys,
  );
  return resolvedModule?.resolvedFileName.replaceAll("\\", "/");
}

describe("the ways into the package", function () {
  this.timeout(60_000);

  for (const name of names) {
    it(`${name} loads with require and with import, and gives the same names`, () => {
      const required = node(
        "-p",
        `Object.keys(require("${name}")).filter((key) => key !== "__esModule").sort().join()`,
      ).trim();
      const imported = node(
        "--input-type=module",
        "-e",
        `import * as entryPoint from "${name}"; console.log(Object.keys(entryPoint).sort().join())`,
      ).trim();
      expect(required.split(",").length).to.be.greaterThan(7);
      const only = imported
        .split(",")
        .filter((key) => !["default", "module.exports", "__esModule"].includes(key));
      expect(only.join()).to.equal(required);
    });

    // Node10 is that of stock tslab, whose TypeScript 5.0 does not know "exports".
    for (const kind of ["Node10", "Node16", "Bundler"] as const)
      it(`${name} has its types where ${kind} looks for them`, () => {
        expect(typesOf(name, ts.ModuleResolutionKind[kind])).to.match(
          /\/dist\/src\/(index|notebook\/index|entry-points\/\w+)\.d\.ts$/,
        );
      });
  }

  it("a way that does not exist is refused with its name", () => {
    expect(() => node("-e", 'require("tunebook/nothing")')).to.throw("./nothing");
    expect(typesOf("tunebook/nothing", ts.ModuleResolutionKind.Node10)).to.equal(undefined);
  });
});
