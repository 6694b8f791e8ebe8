import type { Json } from "../protocol/message.js";
import type { CellSource } from "./cell-source.js";

/** What takes the place of IPython's magics; `{}` stands for what follows the magic. */
const replacements: Readonly<Record<string, string>> = {
  time: 'import { time } from "tunebook/kernel"; await time(() => {})',
  timeit: 'import { timeit } from "tunebook/kernel"; await timeit(() => {})',
  bash: 'import { execSync } from "node:child_process"; execSync("…", { encoding: "utf8" })',
  cd: "process.chdir(…)",
  env: "process.env",
  html: 'import { display } from "tunebook/kernel"; display.html("…")',
  javascript: 'import { display } from "tunebook/kernel"; display.javascript("…")',
  latex: 'import { display } from "tunebook/kernel"; display.latex("…")',
  load: 'import { readFileSync } from "node:fs"; readFileSync("…", "utf8")',
  markdown: 'import { display } from "tunebook/kernel"; display.markdown("…")',
  pip: "npm install … in a terminal",
  npm: "npm install … in a terminal",
  pwd: "process.cwd()",
  reset: "Restart Kernel in the Kernel menu",
  run: 'import "./file.ts"',
  svg: 'import { display } from "tunebook/kernel"; display.svg("…")',
  who: "the variables in JupyterLab's debugger panel (the bug button)",
  writefile: 'import { writeFileSync } from "node:fs"; writeFileSync("…", "…")',
};

const others: Readonly<Record<string, string>> = {
  sh: "bash",
  "!": "bash",
  ls: "bash",
  js: "javascript",
  conda: "pip",
  whos: "who",
  file: "writefile",
};

/** For a cell that uses a magic of IPython's: an error that says how it is done in TypeScript; nothing for others. */
export function magicError({ code, syntax }: CellSource): Json | undefined {
  const [first] = syntax;
  if (first === undefined) return undefined;
  const before = code.slice(0, first.start).split("\n");
  const line = code.split("\n")[before.length - 1]!;
  const match = /^\s*(%%?([a-z]+)|!)\s*(.*)$/i.exec(line);
  if (match === null) return undefined;
  const [, magic = "", name = magic, rest = ""] = match;
  const known = replacements[others[name] ?? name]?.replace("{}", rest.replace(/;\s*$/, "") || "…");
  const evalue = `Cannot run ${magic}: cells are TypeScript and know no magics. ${
    known === undefined ? `There are other ways for ${list()}.` : `Write instead: ${known}`
  }`;
  return { ename: "NoMagic", evalue, traceback: [`NoMagic: ${evalue}`, "", `> ${before.length} | ${line}`] };
}

function list(): string {
  return Object.keys(replacements)
    .map((name) => `%${name}`)
    .join(", ");
}
