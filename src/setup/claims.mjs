// `npm run claims -- [--fresh-seeds 10] [--again] [chapter …]`: runs the claims of chapters again with fresh, unused seeds, and
// writes docs/claims.md. It resumes where it was stopped; --again discards earlier results.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chapterLedger, missingSeeds, readLedger, verdictsOf, writeLedger } from "./claims/ledger.mjs";
import { writePage } from "./claims/page.mjs";
import { thisMachine } from "./context.mjs";
import { executeNotebook } from "./notebooks/execute.mjs";
import { chooseNotebooks, notebookNames, notebooksFolder } from "./notebooks/notebook.mjs";
import { SetupProblem } from "./problem.mjs";
import { stepPrinter } from "./progress.mjs";
import { reportProblem } from "./report-problem.mjs";
import { setUp } from "./steps/all-steps.mjs";

/** @param {readonly string[]} args */
async function runClaims(args) {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { "fresh-seeds": { type: "string", default: "0" }, again: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const wanted = wholeNumber(values["fresh-seeds"]);
  const context = thisMachine();
  const chosen = chooseNotebooks(positionals, notebookNames(context));
  if (wanted > 0) await setUp(context, stepPrinter(process.stdout));
  const ledger = readLedger(context);
  for (const name of chosen) {
    const notebook = JSON.parse(readFileSync(join(notebooksFolder(context), `${name}.ipynb`), "utf8"));
    const chapter = chapterLedger(values.again ? undefined : ledger[name], notebook);
    ledger[name] = chapter;
    for (const seeds of missingSeeds(chapter, wanted)) {
      const env = { TUNEBOOK_FRESH_SEEDS: seeds };
      const executed = await executeNotebook(context, name, { env, keepGoing: true });
      chapter.fresh[seeds] = verdictsOf(executed.notebook);
      console.log(`${name}, fresh seeds ${seeds} of ${wanted}: ${executed.seconds.toFixed(0)} s`);
      writeLedger(context, ledger);
      await writePage(context, ledger);
    }
  }
  writeLedger(context, ledger);
  await writePage(context, ledger);
  console.log("Written: docs/claims.md");
}

/** @param {string} text */
function wholeNumber(text) {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 100) return value;
  throw new SetupProblem(
    `Cannot use --fresh-seeds ${text}: give how many sets of fresh seeds to try, a whole number from 0 to 100.`,
    ["npm run claims -- --fresh-seeds 10 06"],
  );
}

try {
  await runClaims(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportProblem(error);
}
