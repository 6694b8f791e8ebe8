import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

/**
 * A page with another text between its markers `<!-- name -->` and `<!-- end of name -->`.
 *
 * @throws {Error} if the page does not have both
 */
export function between(page: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from)
    throw new Error(
      `Cannot write the figures: the page has no "${start}" followed by "${end}". Put both back.`,
    );
  return `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`;
}

/** Writes what a bench has measured between the markers of its page, in the form in which the project's files are kept. */
export function writeFigures(file: string, name: string, text: string): void {
  writeFileSync(file, between(readFileSync(file, "utf8"), name, text));
  const prettier = createRequire(__filename).resolve("prettier/bin/prettier.cjs");
  const { status } = spawnSync(process.execPath, [prettier, "--write", file], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0)
    throw new Error(`Cannot format ${file}: prettier says above why. The figures are written.`);
}
