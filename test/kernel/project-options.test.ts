import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { libraryOf, projectOptions, type ProjectOptions } from "../../src/kernel/compiler/project-options.js";

describe("kernel: the options that cells are checked with", () => {
  let folder = "";
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "tunebook-options-"))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const withConfig = (text: string): ProjectOptions => {
    writeFileSync(join(folder, "tsconfig.json"), text);
    return projectOptions(folder);
  };

  it("are not strict where there is no tsconfig.json, and the library is that of this Node", () => {
    const { compilerOptions, note } = projectOptions(folder);
    expect(note).to.equal(undefined);
    expect(compilerOptions).to.deep.include({ strict: false, types: ["node"] });
    expect(compilerOptions["lib"]).to.deep.equal(libraryOf(Number(process.versions.node.split(".")[0])));
  });

  it("are those of the tsconfig.json, and of what it extends, as far as they concern types", () => {
    writeFileSync(join(folder, "base.json"), '{ "compilerOptions": { "strict": true, "outDir": "x" } }');
    const { compilerOptions, note } = withConfig(
      '{ "extends": "./base.json", /* a comment */ "compilerOptions": { "lib": ["es2020", "dom"], "types": ["mocha"], "noUnusedLocals": true }, }',
    );
    expect(note).to.equal(undefined);
    expect(compilerOptions).to.deep.include({
      strict: true,
      lib: ["es2020", "dom"],
      types: ["node", "mocha"],
    });
    expect(compilerOptions).to.not.have.any.keys("outDir", "noUnusedLocals");
  });

  it("name what notebooks do not know, and why a tsconfig.json cannot be read", () => {
    const { note } = withConfig('{ "compilerOptions": { "jsx": "react-jsx", "paths": { "#a": ["./a"] } } }');
    expect(note).to.match(
      /^tsconfig.json is obeyed but .*: jsx, paths\. In place of "paths", package.json can /,
    );
    expect(withConfig('{ "compilerOptions": { "strict": "very" } }').note).to.match(/not obeyed: .*strict/);
    expect(withConfig("[").note).to.match(/^tsconfig.json is not obeyed: /);
    expect(withConfig("{}").note).to.equal(undefined);
  });

  it("know Set's operations from Node 22 on", () => {
    expect(libraryOf(20)).to.deep.equal(["es2023"]);
    expect(libraryOf(22)).to.include("es2025.collection");
    expect(libraryOf(25)).to.include("es2025");
  });
});
