import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** @type {string[]} */
const made = [];

/** @returns {string} an empty folder, deleted after the test */
export function temporaryFolder() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tunebook-test-")));
  made.push(folder);
  return folder;
}

/** To be given to `afterEach`. */
export const removeTemporaryFolders = () => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
};

/** Writes files, with their folders. @param {string} root @param {Record<string, string>} files */
export function writeFiles(root, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

/** A command of our own making: a shell script that can be put on a PATH. @param {string} file @param {string} script */
export function writeCommand(file, script) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}
