import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { tf } from "../../../src/tensorflow/tensorflow.js";
import { loadRun } from "../../../src/training/storage/load-run.js";
import { saveRun } from "../../../src/training/storage/save-run.js";
import { train } from "../../../src/training/train.js";
import { smallData } from "../support.js";

const images = smallData([6, 6, 1], "classification");
const choice = {
  architecture: "convolutional",
  layers: 1,
  units: 3,
  batchNorm: true,
  batchSize: 8,
  epochs: 1,
} as const;

describe("saveRun and loadRun", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tunebook-test-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const failure = async (): Promise<string> => {
    const outcome = await loadRun(folder).then(
      () => "loaded",
      (reason: unknown) => (reason as Error).message,
    );
    return outcome;
  };

  it("gives back a run that predicts the very same", async () => {
    const run = await train(images, choice);
    await saveRun(run, join(folder, "deep", "run"));
    const again = await loadRun(join(folder, "deep", "run"));
    expect(again.predict(images.test.inputs)).to.deep.equal(run.predict(images.test.inputs));
    expect(again.evaluate(images.test)).to.deep.equal(run.evaluate(images.test));
    expect(JSON.parse(JSON.stringify(again))).to.deep.equal(JSON.parse(JSON.stringify(run)));
  });

  it("replaces a saved run, and saves a loaded one", async () => {
    await saveRun(await train(images, choice, { seed: 1 }), folder);
    const second = await train(images, choice, { seed: 2 });
    await saveRun(second, folder);
    await saveRun(await loadRun(folder), folder);
    expect((await loadRun(folder)).seed).to.equal(2);
    expect((await readdir(folder)).filter((name) => name.endsWith(".bin"))).to.have.length(1);
    expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).to.have.length(0);
  });

  it("notices what is missing or damaged", async () => {
    expect(await failure()).to.match(/no readable run.json/);
    await saveRun(await train(images, choice), folder);
    const description = await readFile(join(folder, "run.json"), "utf8");
    const weights = (await readdir(folder)).find((name) => name.endsWith(".bin"))!;
    const bytes = await readFile(join(folder, weights));
    bytes[5]! ^= 1;
    await writeFile(join(folder, weights), bytes);
    expect(await failure()).to.match(/\.bin does not match its checksum/);
    await writeFile(join(folder, "run.json"), description.replace('"seed": 1', '"seed": 2'));
    expect(await failure()).to.match(/run.json does not match its checksum/);
    await writeFile(join(folder, "run.json"), description.slice(0, 100));
    expect(await failure()).to.match(/damaged/);
  });

  it("refuses a model of the user's own", async () => {
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 3, activation: "softmax", inputShape: [36] })],
    });
    const run = await train(images, { batchSize: 8, epochs: 1 }, { model });
    const outcome = await saveRun(run, folder).catch((reason: unknown) => reason);
    expect(outcome).to.be.instanceOf(TypeError);
  });
});
