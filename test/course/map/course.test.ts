import { expect } from "chai";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { courseChapters, notebooksFolder, type Chapter } from "../../../src/course/map/chapters.js";
import { courseMap } from "../../../src/course/map/course-map.js";
import { courseTable } from "../../../src/course/map/course-table.js";
import { displayMethod } from "../../../src/course/mime-bundle.js";

const start: Chapter = { name: "00-start", title: "00 · Start", minutes: 6, seconds: 9, needs: [] };
const rate: Chapter = {
  name: "01-rate",
  title: "01 · Rate <α>",
  minutes: 8,
  seconds: 70,
  needs: ["00-start"],
};

interface Output {
  readonly data?: Readonly<Record<string, unknown>>;
}

describe("the chapters of the course", () => {
  it("say in their first cell what they are called, how long they take and what they build on", async () => {
    const folder = await mkdtemp(join(tmpdir(), "tunebook-"));
    const write = (file: string, ...source: string[]): Promise<void> =>
      writeFile(join(folder, file), JSON.stringify({ cells: [{ source }, { source: "# no title" }] }));
    await mkdir(join(folder, "runs"));
    await write(
      "01-rate.ipynb",
      "# 01 · Rate <α>\n",
      "\n*Time:* 8 minutes to read, 70 seconds for all cells to run.\n",
      "\n*Before this:* [00 · Start](00-start.ipynb)\nand a [book](https://example.org).\n",
      "\nSee [02](02-later.ipynb).",
    );
    await write("00-start.ipynb", "# 00 · Start\n", "\n*Time:* measured when the chapter is recorded.");
    await write("notes.ipynb", "# Notes");
    expect(await courseChapters(folder)).to.deep.equal([{ ...start, minutes: 0, seconds: 0 }, rate]);
    await rm(folder, { recursive: true });
  });

  it("build on chapters that come before them", async () => {
    const chapters = await courseChapters();
    expect(chapters).to.have.length.of.at.least(15);
    chapters.forEach(({ name, needs }, index) => {
      const earlier = chapters.slice(0, index).map((chapter) => chapter.name);
      expect(earlier, `${name}: the line "Before this"`).to.include.members([...needs]);
    });
  });

  it("are on the map in chapter 00 as they are now (npm run notebooks -- 00-start-here draws it again)", async () => {
    const file = readFileSync(join(notebooksFolder, "00-start-here.ipynb"), "utf8");
    const { cells } = JSON.parse(file) as { cells: { id: string; outputs: Output[] }[] };
    const shown = cells.find(({ id }) => id === "course")!.outputs.map(({ data }) => data);
    const chapters = await courseChapters();
    expect(shown[0]!["application/vnd.vegalite.v5+json"]).to.deep.equal(courseMap(chapters).spec);
  });
});

describe("courseMap", () => {
  it("leads from each chapter to those that build on it, and sums up", () => {
    const { spec, summary } = courseMap([start, rate]);
    expect(summary).to.equal(
      "Map of 2 chapters, 14 minutes to read and 2 to run; built on most: 00 · Start (by 1).",
    );
    const [curves] = spec["layer"] as { data: { values: { from: string; to: string; y: number }[] } }[];
    const ends = [curves!.data.values[0]!, curves!.data.values.at(-1)!];
    expect(ends.map(({ from, to }) => [from, to])).to.deep.equal([
      ["00 · Start", "01 · Rate <α>"],
      ["00 · Start", "01 · Rate <α>"],
    ]);
    expect(ends[0]!.y).to.be.below(ends[1]!.y);
  });

  it("refuses chapters out of order", () => {
    expect(() => courseMap([rate, start])).to.throw(RangeError, /"00 · Start" does not come before it/);
    expect(() => courseMap([])).to.throw(RangeError, /no data/);
  });
});

describe("courseTable", () => {
  it("links to every chapter and to what it builds on", async () => {
    const bundle = await courseTable([start, rate])[displayMethod]();
    expect(bundle["text/html"]).to.contain('<a href="01-rate.ipynb">01 · Rate &lt;α&gt;</a>');
    expect(bundle["text/html"]).to.contain('<a href="00-start.ipynb">00</a>');
    expect(bundle["text/plain"]).to.contain("01 · Rate <α>: 8 min to read, 70 s to run; builds on 00");
    expect(() => courseTable([])).to.throw(RangeError, "no chapters");
  });
});
