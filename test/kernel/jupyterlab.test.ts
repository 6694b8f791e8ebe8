import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { itInterruptsALoop, itShowsAResult, labFor, patience } from "./lab.js";

/** How long a cell prints before it is stopped, in seconds; who asks for minutes is told what they cost. */
const printing = Number(process.env["TUNEBOOK_PRINTING_SECONDS"] ?? 15);

/** What the page may gain by it, in bytes: the text is there several times, as a string and laid out. */
const mostMemory = 100_000_000;

const endless = "for (let line = 0; ; line++) console.log(`line ${line} ${'x'.repeat(80)}`)";

describe("kernel: JupyterLab in Chromium", function () {
  this.timeout(6 * patience + printing * 1000);
  const lab = labFor("JupyterLab", [
    "[0.1, 0.01].length",
    "console.log('started'); while (true);",
    "Math.flo",
    "Math.floor(",
    endless,
    "function half(x: number): number {\n  const y = x / 2;\n  return y;\n}\nconst quarter = half(0.5);",
  ]);

  itShowsAResult(lab);

  it("completes a name", async () => {
    await lab().edit(2);
    await lab().page.keyboard.press("Tab");
    const completed = lab()
      .cell(2)
      .locator(".cm-content", { hasText: /^Math\.floor$/ });
    const offered = lab().page.locator(".jp-Completer-item", { hasText: "floor" });
    // The only match may be put in at once.
    await completed.or(offered).first().waitFor();
    if (await offered.isVisible()) await offered.click();
    await completed.waitFor();
  });

  it("shows a tooltip with the signature", async () => {
    await lab().edit(3);
    await lab().page.keyboard.press("Shift+Tab");
    await lab().page.locator(".jp-Tooltip", { hasText: "floor(x: number): number" }).waitFor();
    await lab().page.keyboard.press("Escape");
    await lab().page.locator(".jp-Tooltip").waitFor({ state: "detached" });
  });

  itInterruptsALoop(lab, 1, 3);

  it("prints without end: the page answers all the while, its memory stays bounded, and stop stops it", async function () {
    const before = await lab().memory();
    await lab().run(4);
    await lab().output(4).getByText("line 1000 ").first().waitFor();
    for (let second = 0; second < printing; second++) {
      await pause(1000);
      // A page that is busy laying out text answers neither this nor a reader.
      await lab().page.evaluate(() => undefined);
    }
    await lab().press("interrupt-kernel");
    await lab().output(4).getByText("KeyboardInterrupt").first().waitFor();
    await lab().run(0);
    await lab().ended(0, 5);
    const gained = (await lab().memory()) - before;
    const lines = Number(/line (\d+) x*\s*$/.exec(await lab().output(4).first().innerText())?.[1]);
    if (process.env["TUNEBOOK_PRINTING_SECONDS"] !== undefined)
      console.log(`      ${printing} s: ${lines} lines, ${Math.round(gained / 1e6)} MB more in the page`);
    expect(gained).to.be.lessThan(mostMemory);
  });

  it("stops at a breakpoint, shows calls and variables, and goes on", async () => {
    const sidebar = lab().page.locator(".jp-DebuggerSidebar");
    await lab().run(0);
    await lab().output(0).getByText("2").waitFor();
    await lab().page.locator(".jp-DebuggerBugButton").first().click();
    const third = sidebar.locator(".jp-DebuggerBreakpoints").getByText("3", { exact: true });
    // The gutter is there before JupyterLab listens to it, and a click in between is lost.
    for (let tries = 0; tries < 5 && !(await third.isVisible()); tries++) {
      await lab().cell(5).scrollIntoViewIfNeeded();
      await lab().cell(5).locator(".cm-breakpoint-gutter .cm-gutterElement").nth(3).click({ force: true });
      await third.waitFor({ timeout: 10_000 }).catch(() => undefined);
    }
    await third.waitFor();
    await lab().run(5);
    await sidebar.locator(".jp-DebuggerCallstackFrame-name", { hasText: "half" }).waitFor();
    await sidebar.locator(".jp-DebuggerVariables-name", { hasText: /^y$/ }).waitFor();
    await sidebar.locator(".jp-DebuggerVariables-detail", { hasText: "0.25" }).waitFor();
    await sidebar.locator('[data-command="debugger:continue"]').click();
    await sidebar.locator(".jp-DebuggerVariables-name", { hasText: /^quarter$/ }).waitFor();
    await lab().page.locator(".jp-DebuggerBugButton").first().click();
  });

  it("restarts the kernel", async () => {
    await lab().press("restart-kernel");
    await lab().page.locator(".jp-Dialog .jp-mod-accept").click();
    await lab().page.locator(".jp-Dialog").waitFor({ state: "detached" });
    await lab().status("idle");
    await lab().run(0);
    await lab().ended(0, 1);
  });
});
