/**
 * Writes the tables of datasets/README.md from the files and the built library: `npm run build && node datasets/rebuild/readme.mjs`.
 * With `--check` it only says, by its exit code, whether they are up to date.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import { generated, measured, sources } from "./sources.mjs";

const datasets = dirname(dirname(fileURLToPath(import.meta.url)));
const { loadDataset } = createRequire(import.meta.url)("../../dist/src/data/index.js");
const checksums = JSON.parse(readFileSync(join(datasets, "checksums.json"), "utf8"));
const number = (value) => value.toLocaleString("en");

const table = (columns, rows) =>
  [columns, columns.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

async function facts(set) {
  const { task, inputShape, outputs, train, validation, test } = await loadDataset(set);
  const learned = task === "classification" ? `${outputs} classes` : "a number";
  const split = [train, validation, test].map(({ count }) => number(count)).join(" / ");
  return [`[${inputShape.join(", ")}] → ${learned}`, split];
}

async function setTable(sets) {
  const rows = sets.map(async ({ set, about }) => [`\`${set}\``, about, ...(await facts(set))]);
  return table(["Name", "What", "Example → target", "Train / validation / test"], await Promise.all(rows));
}

const sourceTable = () =>
  table(
    ["Name", "Taken from", "Original source", "Licence"],
    sources.map(({ set, from, origin, licence }) => [`\`${set}\``, from, origin, licence]),
  );

const fileTable = () =>
  table(
    ["File", "Bytes", "SHA-256"],
    [...sources.flatMap(({ files }) => files), measured.file].map((file) => [
      `\`${file}\``,
      number(checksums[file].bytes),
      `\`${checksums[file].sha256}\``,
    ]),
  );

/** The text between `<!-- name -->` and `<!-- /name -->` replaced. */
function withSection(text, name, contents) {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, rest] = text.split(open);
  return `${before}${open}\n\n${contents}\n\n${close}${rest.split(close)[1]}`;
}

const path = join(datasets, "README.md");
const old = readFileSync(path, "utf8");
let text = withSection(old, "stored", await setTable(sources));
text = withSection(text, "generated", await setTable(generated));
text = withSection(text, "sources", sourceTable());
text = withSection(text, "files", fileTable());
text = await format(text, { parser: "markdown", printWidth: 110 });
if (process.argv.includes("--check")) process.exitCode = text === old ? 0 : 1;
else writeFileSync(path, text);
