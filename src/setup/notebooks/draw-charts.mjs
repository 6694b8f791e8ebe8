import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** @typedef {import("./readable-chapter.mjs").ChapterChart} ChapterChart */

/** The grounds that JupyterLab's two themes draw on. */
const grounds = { light: "#ffffff", dark: "#111111" };

/** Where a browser is that can draw; `TUNEBOOK_CHROMIUM` names another. */
const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * Draws charts as PNG, each on light and on dark ground; as SVG where there is no Chromium.
 *
 * @param {readonly ChapterChart[]} charts
 * @param {string} folder where the files go
 * @returns {Promise<Record<string, string[]>>} the files of each chart, by its name
 */
export async function drawCharts(charts, folder) {
  const executablePath = process.env["TUNEBOOK_CHROMIUM"] ?? browsers.find((path) => existsSync(path));
  if (executablePath === undefined || charts.length === 0)
    return Object.fromEntries(charts.map((chart) => writeSvg(chart, folder)));
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage({ deviceScaleFactor: 2, viewport: { width: 1200, height: 900 } });
    /** @type {Record<string, string[]>} */
    const files = {};
    for (const { name, svg } of charts) {
      files[name] = [];
      for (const [theme, ground] of Object.entries(grounds)) {
        const path = join(folder, `${name}-${theme}.png`);
        await page.setContent(
          `<body style="margin:0"><div style="display:inline-block;padding:8px;background:${ground}">${svg}</div></body>`,
        );
        await page.locator("div").first().screenshot({ path });
        files[name].push(path);
      }
    }
    return files;
  } finally {
    await browser.close();
  }
}

/** @param {ChapterChart} chart @param {string} folder @returns {[string, string[]]} */
function writeSvg({ name, svg }, folder) {
  const file = join(folder, `${name}.svg`);
  writeFileSync(file, svg);
  return [name, [file]];
}
