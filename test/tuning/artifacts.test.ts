import { expect } from "chai";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { artifactStore, type Artifact } from "../../src/tuning/storage/artifact-store.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import { realOptuna } from "./helpers/optuna.js";
import { rejection } from "./helpers/rejection.js";
import { temporaryFolder } from "./helpers/temporary-folder.js";

const bytes = Uint8Array.of(0, 255, 10, 13);

describe("tuning: artifacts", () => {
  const folder = temporaryFolder();

  it("are kept with their trial, listed after a restart, read and downloaded unchanged", async () => {
    const store = artifactStore(folder.path("a.artifacts"));
    const study = await createStudy({ storage: folder.path("a.journal") });
    writeFileSync(folder.path("weights.bin"), bytes);
    await study.optimize(
      async (trial) => {
        await store.upload(trial, folder.path("weights.bin"));
        await store.upload(trial, { name: "loss.csv", content: "1,2" });
        await store.upload(
          trial,
          { name: "log", content: "zipped" },
          { type: "text/plain", encoding: "gzip" },
        );
        expect(store.list(trial)).to.have.length(3);
        return 1;
      },
      { trials: 1 },
    );
    const again = await createStudy({ storage: folder.path("a.journal") });
    const listed = store.list(again.trials[0]!);
    expect(listed.map(({ name, type, encoding }) => [name, type, encoding])).to.deep.equal([
      ["weights.bin", "application/octet-stream", undefined],
      ["loss.csv", "text/csv", undefined],
      ["log", "text/plain", "gzip"],
    ]);
    expect([...(await store.read(listed[0]!))]).to.deep.equal([...bytes]);
    await store.download(listed[1]!, folder.path("copy.csv"));
    expect(readFileSync(folder.path("copy.csv"), "utf8")).to.equal("1,2");
    expect(readdirSync(store.folder)).to.have.members(listed.map(({ id }) => id));
  });

  it("of a trial that is over are refused, and leave no file", async () => {
    const store = artifactStore(folder.path("b.artifacts"));
    const study = await createStudy();
    const trial = study.ask();
    study.tell(trial, 1);
    const error = await rejection(store.upload(trial, { name: "late.txt", content: "x" }));
    expect(String(error)).to.match(/trial 0: it is complete/);
    expect(readdirSync(store.folder)).to.deep.equal([]);
    expect(store.list(study.best)).to.deep.equal([]);
  });

  it("have names that lead nowhere else, whatever a journal says", async () => {
    const store = artifactStore(folder.path("c.artifacts"));
    const study = await createStudy();
    const trial = study.ask();
    for (const name of ["", "..", "a/b", "a\\b", "c:d", "a\0b", "x".repeat(201)])
      expect(await rejection(store.upload(trial, { name, content: "" })), name).to.be.instanceOf(RangeError);
    writeFileSync(folder.path("secret"), "secret");
    for (const id of ["../secret", "..\\secret", "..", ""]) {
      const artifact: Artifact = { id, name: "secret", type: "text/plain" };
      expect(await rejection(store.read(artifact)), id).to.be.instanceOf(RangeError);
      expect(await rejection(store.download(artifact, folder.path("out")))).to.be.instanceOf(RangeError);
    }
    const gone: Artifact = { id: "0000", name: "gone.txt", type: "text/plain" };
    expect(String(await rejection(store.read(gone)))).to.match(
      /Cannot read the artifact "gone.txt": there is no file/,
    );
    expect(() => artifactStore("")).to.throw(TypeError, "a store is a folder");
    expect(String(await rejection(store.upload(trial, { name: "a", content: "" }, { kind: "x" } as never)))).to.contain("no such option"); // prettier-ignore
  });

  describe("beside Optuna", () => {
    const optuna = realOptuna();

    it("Optuna lists and reads ours, and we list and read its own", async () => {
      const [journal, place] = [folder.path("both.journal"), folder.path("both.artifacts")];
      const store = artifactStore(place);
      const study = await createStudy({ name: "both", storage: journal });
      const trial = study.ask();
      await store.upload(trial, { name: "ours.json", content: '{"a":1}' });
      study.tell(trial, 1);
      writeFileSync(folder.path("theirs.png"), bytes);
      const read = optuna(
        journal,
        `
from optuna.artifacts import FileSystemArtifactStore, download_artifact, get_all_artifact_meta, upload_artifact
store = FileSystemArtifactStore(${JSON.stringify(place)})
study = optuna.load_study(study_name="both", storage=storage)
[meta] = get_all_artifact_meta(study.trials[0], storage=storage)
download_artifact(artifact_store=store, artifact_id=meta.artifact_id, file_path=${JSON.stringify(folder.path("copy.json"))})
trial = study.ask()
upload_artifact(artifact_store=store, file_path=${JSON.stringify(folder.path("theirs.png"))}, study_or_trial=trial)
study.tell(trial, 2)
print(json.dumps([meta.filename, meta.mimetype, meta.encoding]))
`,
      );
      expect(read).to.deep.equal(["ours.json", "application/json", null]);
      expect(readFileSync(folder.path("copy.json"), "utf8")).to.equal('{"a":1}');
      const [theirs] = store.list(study.trials[1]!);
      expect(theirs).to.deep.include({ name: "theirs.png", type: "image/png" });
      expect([...(await store.read(theirs!))]).to.deep.equal([...bytes]);
    });

    it("Optuna reads trials that were added from an earlier study", async () => {
      const journal = folder.path("added.journal");
      const shape = { kind: "int", low: 1, high: 9, log: false, step: 1 } as const;
      const one = { params: { n: 3 }, domains: { n: shape }, values: [2.5], intermediateValues: [{ step: 1, value: 4 }] }; // prettier-ignore
      const study = await createStudy({ name: "added", storage: journal });
      study.addTrials([one, { ...one, values: [Infinity] }, { ...one, state: "pruned", values: [] }]);
      const theirs = optuna(
        journal,
        `
study = optuna.load_study(study_name="added", storage=storage)
print(json.dumps([[t.state.name, t.value, t.params, list(t.intermediate_values.values()), t.datetime_complete is not None] for t in study.trials]))
`,
      );
      expect(theirs).to.deep.equal([
        ["COMPLETE", 2.5, { n: 3 }, [4], true],
        ["COMPLETE", Infinity, { n: 3 }, [4], true],
        ["PRUNED", null, { n: 3 }, [4], true],
      ]);
    });
  });
});
