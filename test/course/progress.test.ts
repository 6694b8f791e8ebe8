import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { attempt } from "../../src/course/exercises/attempt.js";
import { notebooksFolder } from "../../src/course/map/chapters.js";
import { courseMap } from "../../src/course/map/course-map.js";
import { displayMethod, type Displayable } from "../../src/course/mime-bundle.js";
import { predict, reveal } from "../../src/course/predict.js";
import {
  currentChapter,
  noteEvent,
  progressFile,
  readJournal,
  type ReaderEvent,
} from "../../src/course/progress/journal.js";
import { myCourse } from "../../src/course/progress/my-course.js";
import { progressByChapter, progressText } from "../../src/course/progress/summary.js";
import { forgetAttempts, remember } from "../../src/course/remember.js";
import { exampleRun } from "../charts/example-runs.js";
import { withFakeKernel } from "./fake-kernel.js";
import { planted } from "./planted-answers/all.js";

const text = async (shown: Displayable): Promise<string> =>
  String((await shown[displayMethod]())["text/plain"]);
const predicted = (
  chapter: string,
  question: string,
  answer: string,
  outcome: string,
  sure?: number,
): ReaderEvent => ({
  kind: "predicted",
  chapter,
  question,
  answer,
  outcome,
  ...(sure === undefined ? {} : { sure }),
});

describe("a reader's progress", () => {
  let folder: string;
  let file: string;
  const before = { progress: process.env["TUNEBOOK_PROGRESS"], session: process.env["JPY_SESSION_NAME"] };
  const restore = (name: string, value: string | undefined): void => {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tunebook-"));
    file = join(folder, "my-course.jsonl");
    process.env["TUNEBOOK_PROGRESS"] = file;
    process.env["JPY_SESSION_NAME"] = "notebooks/06-early-stopping.ipynb";
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
    restore("TUNEBOOK_PROGRESS", before.progress);
    restore("JPY_SESSION_NAME", before.session);
  });

  it("holds what the reader has solved, and not the solutions that a chapter brings when all of it is run", async () => {
    const notebook = readFileSync(join(notebooksFolder, "06-early-stopping.ipynb"), "utf8");
    const { cells } = JSON.parse(notebook) as {
      readonly cells: readonly { source: string[]; metadata: { tags?: string[] } }[];
    };
    const given = cells.find(({ metadata }) => metadata.tags?.includes("solution"))!.source.join("");
    expect(given).to.contain('attempt("06.1"');
    const solve = () => attempt("06.1", planted["06.1"]!.right);
    await withFakeKernel(solve, { source: () => given });
    expect(readJournal().events).to.deep.equal([]);
    await withFakeKernel(solve, { source: () => `${given} // mine` });
    const solved = { kind: "attempted", chapter: "06-early-stopping", exercise: "06.1", right: true };
    expect(readJournal().events).to.deep.equal([solved]);
  });

  it("belongs to the chapter that runs, and is kept nowhere outside a notebook", () => {
    expect(currentChapter()).to.equal("06-early-stopping");
    process.env["JPY_SESSION_NAME"] = "C:\\course\\notebooks\\01-learning-rate.ipynb";
    expect(currentChapter()).to.equal("01-learning-rate");
    process.env["JPY_SESSION_NAME"] = "/home/me/Untitled.ipynb";
    expect(currentChapter()).to.equal("elsewhere");
    process.env["TUNEBOOK_PROGRESS"] = "off";
    expect(progressFile()).to.equal(undefined);
    Reflect.deleteProperty(process.env, "TUNEBOOK_PROGRESS");
    expect(progressFile(), "no notebook here").to.equal(undefined);
    noteEvent({ kind: "changed", chapter: "x", what: "y" }, undefined);
    expect(readJournal(undefined)).to.deep.equal({ events: [], damaged: 0 });
  });

  it("holds the first prediction with its outcome, and each change of a cell once", () => {
    const input = { question: "Sooner?", choices: ["yes", "no"] } as const;
    reveal(predict({ ...input, answer: "yes", sure: 80 }), "no");
    reveal(predict({ ...input, answer: "no" }), "no");
    forgetAttempts();
    for (const patience of [5, 1, 9, 1]) remember("stopping", exampleRun({ patience }));
    forgetAttempts();
    const { events } = readJournal();
    expect(events[0]).to.deep.equal(predicted("06-early-stopping", "Sooner?", "yes", "no", 80));
    const { predictions, changed } = progressByChapter(events).get("06-early-stopping")!;
    expect(predictions).to.have.length(1);
    expect(changed, "the chapter's own value is no change").to.equal(2);
    expect(() => predict({ ...input, answer: "no", sure: 120 })).to.throw(RangeError, "120 % sure");
  });

  it("survives damage: a cut line, foreign lines, a missing end", () => {
    noteEvent(predicted("01-learning-rate", "A?", "1", "1"));
    appendFileSync(file, '\n{"kind":"predicted","chapter":"01-le');
    noteEvent({ kind: "attempted", chapter: "01-learning-rate", exercise: "01.1", right: true });
    appendFileSync(
      file,
      '\nnull\n{"kind":"danced","chapter":"01"}\n{"kind":"attempted","chapter":"01","right":"yes"}\n\u0000',
    );
    noteEvent({ kind: "changed", chapter: "01-learning-rate", what: "x" });
    const { events, damaged } = readJournal();
    expect(events.map(({ kind }) => kind)).to.deep.equal(["predicted", "attempted", "changed"]);
    expect(damaged).to.equal(5);
  });

  it("takes in what two kernels write at once, whole", async () => {
    const journal = join(__dirname, "..", "..", "src", "course", "progress", "journal.js");
    const program =
      `const { noteEvent } = require(${JSON.stringify(journal)});` +
      `for (let i = 0; i < 400; i++) noteEvent({ kind: "changed", chapter: process.argv[1], what: "x".repeat(200) + i });`;
    const kernels = ["01-a", "02-b"].map((chapter) =>
      spawn(process.execPath, ["-e", program, chapter], { stdio: "inherit" }),
    );
    const codes = await Promise.all(
      kernels.map(async (kernel) => (await once(kernel, "close"))[0] as number),
    );
    expect(codes).to.deep.equal([0, 0]);
    const { events, damaged } = readJournal();
    expect(damaged).to.equal(0);
    expect(events).to.have.length(800);
    expect([...progressByChapter(events)].map(([name, { changed }]) => [name, changed])).to.deep.equal([
      ["01-a", 400],
      ["02-b", 400],
    ]);
  });

  it("does not stop a chapter where it cannot be written, and says so where it cannot be read", () => {
    const warnings: unknown[] = [];
    const warn = console.warn;
    console.warn = (message: unknown) => warnings.push(message);
    try {
      noteEvent({ kind: "changed", chapter: "x", what: "y" }, folder);
    } finally {
      console.warn = warn;
    }
    expect(warnings.join()).to.contain("could not be written");
    expect(() => readJournal(folder)).to.throw(Error, "Cannot read your progress");
  });

  it("is summed up by myCourse, with what is worth another look", async () => {
    const events: ReaderEvent[] = [
      predicted("01-learning-rate", "A?", "0.1", "0.1", 60),
      predicted("03-batch-size", "B?", "big", "small", 90),
      predicted("03-batch-size", "C?", "yes", "no", 10),
      { kind: "attempted", chapter: "03-batch-size", exercise: "03.2", right: false },
      { kind: "attempted", chapter: "03-batch-size", exercise: "03.1", right: false },
      { kind: "attempted", chapter: "03-batch-size", exercise: "03.1", right: true },
      { kind: "answered", chapter: "03-batch-size", question: "q", right: false },
      { kind: "answered", chapter: "03-batch-size", question: "q", right: true },
    ];
    const course = myCourse({ events, damaged: 1 }, "my-course.jsonl");
    expect(course.suggestions.map((line) => line.split(":")[0])).to.deep.equal([
      "03-batch-size",
      "03-batch-size",
      "03-batch-size",
    ]);
    expect(course.suggestions[0]).to.equal("03-batch-size: “B?” You said big, it was small.");
    expect(course.suggestions[1]).to.equal("03-batch-size: exercise 03.2 is not solved yet.");
    const shown = await text(course);
    expect(shown).to.contain("2 chapters: right in 1 of 3 predictions, 1 exercise solved.");
    expect(shown).to.contain("Surer where right: 50 % sure where wrong, 60 % where right.");
    expect(shown).to.contain("03-batch-size: 0 of 2 predicted · 1 solved · quiz 0 of 1");
    expect(shown).to.contain("1 line of the file could not be read").and.contain("copy it to export it");
    expect(await text(myCourse({ events: [], damaged: 0 }, undefined))).to.contain("Nothing yet");
    const sure = [predicted("a", "A?", "1", "2", 90), predicted("a", "B?", "1", "1", 50)];
    expect(await text(myCourse({ events: sure, damaged: 0 }, "f"))).to.contain("Surest where wrong: 90 %");
  });

  it("stands on the map of the course", () => {
    const chapters = [{ name: "01-rate", title: "01 · Rate", minutes: 1, seconds: 2, needs: [] }];
    const progress = progressByChapter([predicted("01-rate", "A?", "1", "1")]);
    expect(progressText(progress.get("01-rate")!)).to.equal("1 of 1 predicted");
    expect(JSON.stringify(courseMap(chapters, progress).spec)).to.contain("1 min + 2 s · ✓ 1 of 1 predicted");
    expect(JSON.stringify(courseMap(chapters).spec), "an empty file").to.not.contain("✓");
  });
});
