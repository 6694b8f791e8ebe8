import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findChromium } from "../find-chromium.mjs";
import { runCommand } from "../run-command.mjs";

/** @typedef {import("./readable-chapter.mjs").ChapterChart} ChapterChart */

/** The grounds that JupyterLab's two themes draw on. */
const grounds = { light: "#ffffff", dark: "#111111" };

/** White space around a chart, in pixels. */
const padding = 8;

/**
 * Draws charts as PNG, each on light and on dark ground; as SVG where there is no Chromium.
 *
 * @param {readonly ChapterChart[]} charts
 * @param {string} folder where the files go
 * @returns {Promise<Record<string, string[]>>} the files of each chart, by its name
 */
export async function drawCharts(charts, folder) {
  const browser = findChromium();
  /** @type {Record<string, string[]>} */
  const files = {};
  for (const chart of charts) {
    const pictures = browser === undefined ? [] : await pictureOf(browser, chart, folder);
    files[chart.name] = pictures.length > 0 ? pictures : [writeSvg(chart, folder)];
  }
  return files;
}

/** @param {string} browser @param {ChapterChart} chart @param {string} folder @returns {Promise<string[]>} none if the browser drew none */
async function pictureOf(browser, { name, svg }, folder) {
  const size = sizeOf(svg).map((length) => Math.ceil(length) + 2 * padding);
  const page = join(folder, `${name}.html`);
  const files = [];
  for (const [theme, ground] of Object.entries(grounds)) {
    const file = join(folder, `${name}-${theme}.png`);
    writeFileSync(page, `<meta charset="utf8"><body style="margin:${padding}px;background:${ground}">${svg}`);
    const look = ["--hide-scrollbars", "--force-device-scale-factor=2", `--window-size=${size.join()}`];
    const place = [`--screenshot=${file}`, pathToFileURL(page).href];
    await runCommand(browser, ["--headless", "--no-sandbox", "--disable-gpu", ...look, ...place]);
    if (existsSync(file)) files.push(file);
  }
  rmSync(page);
  return files;
}

/** @param {string} svg @returns {[number, number]} its width and height in pixels */
function sizeOf(svg) {
  const length = (/** @type {string} */ name) =>
    Number(new RegExp(`<svg[^>]* ${name}="([\\d.]+)`).exec(svg)?.[1] ?? 600);
  return [length("width"), length("height")];
}

/** @param {ChapterChart} chart @param {string} folder */
function writeSvg({ name, svg }, folder) {
  const file = join(folder, `${name}.svg`);
  writeFileSync(file, svg);
  return file;
}
