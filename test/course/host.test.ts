import { expect } from "chai";
import { currentHost } from "../../src/course/host.js";
import { show } from "../../src/course/show.js";
import { exampleRun } from "../charts/example-runs.js";

/** Runs `action` as if stock tslab had been loaded from somewhere. */
async function withFakeTslab(action: () => unknown): Promise<unknown[][]> {
  const calls: unknown[][] = [];
  const path = "/anywhere/tslab/dist/jupyter.js";
  const exported = { lastWriteDisplayData: (...call: unknown[]) => void calls.push(call) };
  require.cache[path] = { exports: exported } as unknown as NodeJS.Module;
  try {
    await action();
  } finally {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the cache must be as it was
    delete require.cache[path];
  }
  return calls;
}

describe("where output goes", () => {
  it("stock tslab gets the whole bundle in one message", async () => {
    const [call] = await withFakeTslab(() => show(exampleRun()));
    const [content, update] = call as [{ data: object; metadata: object; transient: object }, boolean];
    expect(content.data).to.include.keys("application/vnd.vegalite.v5+json", "image/svg+xml", "text/plain");
    expect(update).to.equal(false);
  });

  it("an update names the display it replaces", async () => {
    const [call] = await withFakeTslab(() => {
      currentHost().display({ "text/plain": "new" }, { displayId: "one", update: true });
    });
    expect(call).to.deep.equal([
      { data: { "text/plain": "new" }, metadata: {}, transient: { display_id: "one" } },
      true,
    ]);
  });

  it("a terminal gets the text, and no updates", () => {
    const printed: unknown[] = [];
    const log = console.log;
    console.log = (text: unknown) => void printed.push(text);
    try {
      const host = currentHost();
      host.display({ "text/plain": "first", "text/html": "<b>first</b>" }, { displayId: "one" });
      host.display({ "text/plain": "second" }, { displayId: "one", update: true });
    } finally {
      console.log = log;
    }
    expect(printed).to.deep.equal(["first"]);
  });
});
