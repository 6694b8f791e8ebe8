import { expect } from "chai";
import type { FromCells } from "../../src/kernel/link/frames.js";
import { Places } from "../../src/kernel/supervisor/places.js";

const print = (text: string): FromCells => ({ type: "stream", cell: 1, name: "stdout", text });
const keep = (place: number): FromCells => ({ type: "place", cell: 1, place });
const leave = (place: number): FromCells => ({ type: "left", cell: 1, place });
const show = (what: string, place?: number): FromCells => ({
  ...{ type: "display", cell: 1, data: { what }, metadata: {}, update: false },
  ...(place !== undefined && { place }),
});
const end: FromCells = { type: "reply", cell: 1, content: {} };

/** What has been passed on, in words. */
function nameOf(frame: FromCells): string {
  if (frame.type === "stream") return frame.text;
  return frame.type === "display" ? String(frame.data["what"]) : frame.type;
}

describe("kernel: the order of what a cell shows and prints", () => {
  /** Takes frames and tells what has come out after each. */
  async function after(...frames: FromCells[]): Promise<string[]> {
    const passed: string[] = [];
    const places = new Places((frame) => {
      passed.push(nameOf(frame));
      return Promise.resolve();
    });
    for (const frame of frames) await places.take(frame);
    return passed;
  }

  it("is that of the frames where nothing is still being made", async () => {
    expect(await after(print("a"), show("chart"), print("b"), end)).to.deep.equal([
      "a",
      "chart",
      "b",
      "reply",
    ]);
  });

  it("keeps a chart's place while it is being drawn", async () => {
    expect(await after(print("a"), keep(1), print("b"))).to.deep.equal(["a"]);
    expect(await after(keep(1), print("b"), show("chart", 1), print("c"))).to.deep.equal(["chart", "b", "c"]);
  });

  it("keeps the places of several, whichever is made first", async () => {
    const frames = [keep(1), print("a"), keep(2), print("b"), show("second", 2)];
    expect(await after(...frames)).to.deep.equal([]);
    expect(await after(...frames, show("first", 1))).to.deep.equal(["first", "a", "second", "b"]);
  });

  it("gives a place up when nothing is shown, and every place when the cell ends", async () => {
    expect(await after(keep(1), print("a"), leave(1), print("b"))).to.deep.equal(["a", "b"]);
    expect(await after(keep(1), print("a"), end, show("late", 1))).to.deep.equal(["a", "reply", "late"]);
  });

  it("does not wait with endless output, and for questions not at all", async () => {
    const long = "x".repeat(200_000);
    expect(await after(keep(1), print(long))).to.deep.equal([long]);
    const question: FromCells = { type: "input", cell: 1, prompt: "", password: false };
    expect(await after(keep(1), print("a"), question)).to.deep.equal(["a", "input"]);
  });

  it("waits for a moment only", async () => {
    const passed = new Promise<string>((resolve) => {
      const places = new Places((frame) => {
        resolve(nameOf(frame));
        return Promise.resolve();
      });
      void places.take(keep(1)).then(() => places.take(print("a")));
    });
    expect(await passed).to.equal("a");
  });
});
