import { expect } from "chai";
import { thisMachine, venvPython } from "../../src/setup/context.mjs";
import { explainClientFailure } from "../../src/setup/network.mjs";
import { pip } from "../../src/setup/pip.mjs";
import { npmPackages } from "../../src/setup/steps/npm-packages.mjs";
import { machine, problemOf, silent } from "./support/machine.mjs";
import { removeTemporaryFolders, writeCommand, writeFiles } from "./support/temporary.mjs";

/** Nobody listens there: each package client finds its proxy dead at once. */
const dead = "http://127.0.0.1:9";
const offline = {
  ...process.env,
  ...Object.fromEntries(
    [
      "HTTP_PROXY",
      "HTTPS_PROXY",
      "http_proxy",
      "https_proxy",
      "npm_config_proxy",
      "npm_config_https_proxy",
    ].map((name) => [name, dead]),
  ),
  PIP_RETRIES: "1",
  npm_config_fetch_retries: "0",
};

describe("set-up without a network", () => {
  afterEach(removeTemporaryFolders);

  it("says so when npm cannot reach its registry", async () => {
    const context = machine({ env: offline });
    const name = "a-package-that-no-cache-holds";
    writeFiles(context.root, {
      "package.json": JSON.stringify({ name: "try", version: "1.0.0", dependencies: { [name]: "1.0.0" } }),
      "package-lock.json": JSON.stringify({
        name: "try",
        version: "1.0.0",
        lockfileVersion: 3,
        packages: {
          "": { name: "try", version: "1.0.0", dependencies: { [name]: "1.0.0" } },
          [`node_modules/${name}`]: { version: "1.0.0" },
        },
      }),
    });
    expect(await npmPackages.isDone(context)).to.equal(false);
    const text = await problemOf(() => npmPackages.run(context, silent));
    expect(text, text).to.match(
      /network cannot be reached: could not install the npm packages[^]*HTTPS_PROXY/,
    );
  });

  it("says so when pip cannot reach its index", async () => {
    const context = machine({ env: offline });
    writeCommand(venvPython(context), `exec "${venvPython(thisMachine())}" "$@"`);
    const args = [
      "download",
      "--no-deps",
      "--no-cache-dir",
      "--dest",
      context.root,
      "tensorflow-cpu==2.21.0",
    ];
    const text = await problemOf(() => pip(context, args, "download TensorFlow", silent));
    expect(text).to.match(/network cannot be reached: could not download TensorFlow/);
  });

  it("tells a full disk, a wrong hash and anything else from that", () => {
    const explain = (/** @type {string} */ output) => explainClientFailure("pip", "do it", output).toText();
    expect(explain("OSError: [Errno 28] No space left on device")).to.contain("The disk is full");
    expect(explain("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE")).to.contain(
      "its hash differs",
    );
    expect(explain("ERROR: Could not find a version (from versions: none)")).to.contain(
      "index has nothing to do it",
    );
    expect(explain("first\nERROR: a strange thing")).to.match(
      /pip could not do it. It said:[^]*a strange thing/,
    );
  });
});
