import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { pythonFile, thisMachine, venvPython } from "../../src/setup/context.mjs";
import { setUpPackage } from "../../src/setup/package-setup.mjs";
import { sha256OfFile, sha256OfText, writeStamp } from "../../src/setup/stamp.mjs";
import { isLibraryUnpacked, libraryFolder } from "../../src/setup/steps/tensorflow-files.mjs";
import { tensorflowLibrary } from "../../src/setup/steps/tensorflow-library.mjs";
import { machine, problemOf, silent } from "./support/machine.mjs";
import { removeTemporaryFolders, writeCommand, writeFiles } from "./support/temporary.mjs";

const makeWheel = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as z:
    for name in ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2", "include/tensorflow/c/c_api.h", "python/x.py"]:
        z.writestr("tensorflow/" + name, name * 1000)
`;

/** A machine whose pip hands over the given files, one a call; a wheel of a few kilobytes stands for TensorFlow's.
 * @param {readonly ("whole" | "cut" | "dead")[]} deliveries */
async function machineWithDeliveries(deliveries) {
  const context = machine({ platform: "linux", arch: "x64" });
  const whole = join(context.root, "whole");
  execFileSync(venvPython(thisMachine()), ["-c", makeWheel, whole]);
  writeFileSync(join(context.root, "cut"), readFileSync(whole).subarray(0, 500));
  const wheels = { "linux-x64": { package: "p", platform: "q", sha256: await sha256OfFile(whole) } };
  writeFiles(context.root, {
    "src/setup/python/tensorflow.json": JSON.stringify({ version: "0.1", python: "3.11", wheels }),
    "src/setup/python/unpack_tensorflow.py": readFileSync(
      pythonFile(thisMachine(), "unpack_tensorflow.py"),
      "utf8",
    ),
    deliveries: `${deliveries.join("\n")}\n`,
  });
  const deliver = `next=$(head -n 1 deliveries); sed -i 1d deliveries; cp "$next" .cache/wheels/p.whl`;
  writeCommand(
    venvPython(context),
    `if [ "$2" = pip ]; then ${deliver}; else exec "${venvPython(thisMachine())}" "$@"; fi`,
  );
  return context;
}

const left = (/** @type {import("../../src/setup/context.mjs").Context} */ { root }) =>
  readFileSync(join(root, "deliveries"), "utf8").trim();

describe("native TensorFlow", () => {
  afterEach(removeTemporaryFolders);

  it("is unpacked from a wheel whose hash is right, and the wheel deleted", async () => {
    const context = await machineWithDeliveries(["whole", "dead"]);
    expect(tensorflowLibrary.isDone(context)).to.equal(false);
    await tensorflowLibrary.run(context, silent);
    expect(tensorflowLibrary.isDone(context)).to.equal(true);
    expect(readdirSync(join(libraryFolder(context), "lib"))).to.have.members([
      "libtensorflow_cc.so.2",
      "libtensorflow_framework.so.2",
    ]);
    expect(existsSync(join(libraryFolder(context), "include/tensorflow/c/c_api.h"))).to.equal(true);
    expect(existsSync(join(context.root, ".cache", "wheels"))).to.equal(false);
    expect(left(context)).to.equal("dead");
  });

  it("is downloaded again if the download was cut short", async () => {
    const context = await machineWithDeliveries(["cut", "whole"]);
    await tensorflowLibrary.run(context, silent);
    expect(isLibraryUnpacked(context)).to.equal(true);
    expect(left(context)).to.equal("");
  });

  it("does not take what an interrupted run left for the whole", async () => {
    const context = await machineWithDeliveries(["whole"]);
    mkdirSync(join(context.root, ".cache", "wheels"), { recursive: true });
    writeFiles(context.root, {
      ".cache/wheels/p.whl": "half",
      ".cache/tensorflow-0.1.partial/lib/libtensorflow_cc.so.2": "half",
    });
    await tensorflowLibrary.run(context, silent);
    expect(isLibraryUnpacked(context)).to.equal(true);
  });

  it("needs no download if the whole wheel is already there", async () => {
    const context = await machineWithDeliveries(["dead"]);
    writeFiles(context.root, { ".cache/wheels/README": "" });
    writeFileSync(join(context.root, ".cache", "wheels", "p.whl"), readFileSync(join(context.root, "whole")));
    await tensorflowLibrary.run(context, silent);
    expect(left(context)).to.equal("dead");
  });

  it("gives up after two wrong files, and says why", async () => {
    const context = await machineWithDeliveries(["cut", "cut", "whole"]);
    const text = await problemOf(() => tensorflowLibrary.run(context, silent));
    expect(text).to.match(/downloaded twice is not p 0\.1 as locked \(its SHA-256 differs\)/);
    expect(isLibraryUnpacked(context)).to.equal(false);
    expect(readdirSync(join(context.root, ".cache", "wheels"))).to.deep.equal([]);
  });

  it("leaves nothing of an installed package's set-up behind when the files are wrong", async () => {
    const context = await machineWithDeliveries(["cut", "cut"]);
    writeFiles(context.root, { "package.json": "{}", "src/setup/python/pip.txt": "pip" });
    writeStamp(join(context.root, ".venv", "tunebook-pip.json"), { pip: sha256OfText("pip") });
    const text = await problemOf(() => setUpPackage(context.root, context.root, context));
    expect(text).to.match(/SHA-256 differs[^]*→/);
    expect(existsSync(context.root)).to.equal(false);
  });

  it("is unpacked again if one of its files is damaged", async () => {
    const context = await machineWithDeliveries(["whole", "whole"]);
    await tensorflowLibrary.run(context, silent);
    writeFileSync(join(libraryFolder(context), "lib", "libtensorflow_cc.so.2"), "short");
    expect(tensorflowLibrary.isDone(context)).to.equal(false);
    await tensorflowLibrary.run(context, silent);
    expect(tensorflowLibrary.isDone(context)).to.equal(true);
  });
});
