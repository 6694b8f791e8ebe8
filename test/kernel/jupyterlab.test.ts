import { existsSync } from "node:fs";
import { expect } from "chai";
import { skipBecause } from "../skip.js";
import { python } from "./kernel-under-test.js";
import { chromiumPath, Lab } from "./lab.js";

/** How long a state of the page is waited for, in milliseconds: many times what it takes, the machine may be busy. */
const patience = 60_000;

describe("kernel: JupyterLab in Chromium", function () {
  this.timeout(6 * patience);
  let lab: Lab;
  let close = (): Promise<void> => Promise.resolve();

  before(async function () {
    if (chromiumPath === undefined)
      skipBecause(this, "no Chromium on this machine (apt-get install chromium)");
    if (!existsSync(python)) skipBecause(this, `no JupyterLab beside ${python}: run the set-up first`);
    const cells = ["[0.1, 0.01].length", "console.log('started'); while (true);", "Math.flo", "Math.floor("];
    lab = await Lab.open(cells, patience);
    close = () => lab.close();
  });

  after(() => close());

  it("runs a cell and shows its result", async () => {
    await lab.run(0);
    await lab.ended(0, 1);
    expect(await lab.output(0).innerText()).to.equal("2");
  });

  it("completes a name", async () => {
    await lab.edit(2);
    await lab.page.keyboard.press("Tab");
    const completed = lab.cell(2).locator(".cm-content", { hasText: /^Math\.floor$/ });
    const offered = lab.page.locator(".jp-Completer-item", { hasText: "floor" });
    // The only match may be put in at once.
    await completed.or(offered).first().waitFor();
    if (await offered.isVisible()) await offered.click();
    await completed.waitFor();
  });

  it("shows a tooltip with the signature", async () => {
    await lab.edit(3);
    await lab.page.keyboard.press("Shift+Tab");
    await lab.page.locator(".jp-Tooltip", { hasText: "floor(x: number): number" }).waitFor();
    await lab.page.keyboard.press("Escape");
    await lab.page.locator(".jp-Tooltip").waitFor({ state: "detached" });
  });

  it("interrupts an endless loop, and the kernel goes on", async () => {
    await lab.run(1);
    await lab.output(1).getByText("started").waitFor();
    await lab.press("interrupt-kernel");
    await lab.output(1).getByText("KeyboardInterrupt").first().waitFor();
    await lab.run(0);
    await lab.ended(0, 3);
  });

  it("restarts the kernel", async () => {
    await lab.press("restart-kernel");
    await lab.page.locator(".jp-Dialog .jp-mod-accept").click();
    await lab.page.locator(".jp-Dialog").waitFor({ state: "detached" });
    await lab.status("idle");
    await lab.run(0);
    await lab.ended(0, 1);
  });
});
