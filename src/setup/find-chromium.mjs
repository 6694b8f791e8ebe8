import { existsSync } from "node:fs";

/** Where a Chromium usually is. */
const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** @param {NodeJS.ProcessEnv} [env] `TUNEBOOK_CHROMIUM` names another @returns {string | undefined} the program of a Chromium */
export const findChromium = (env = process.env) =>
  env["TUNEBOOK_CHROMIUM"] ?? places.find((path) => existsSync(path));
