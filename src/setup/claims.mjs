// Runs the claims of chapters again with other seeds. The seeds for writing and those of the page are different, so that the
// latter stay unseen until the words are final; changed code gets seeds that nobody has seen again.
import {
  chapterLedger,
  missingSeeds,
  readLedger,
  seedName,
  verdictsOf,
  writeLedger,
} from "./claims/ledger.mjs";
import { writePage } from "./claims/page.mjs";
import { claimsIn } from "./claims/read-claims.mjs";
import { commandLine } from "./command-line.mjs";
import { thisMachine } from "./context.mjs";
import { executeNotebook } from "./notebooks/execute.mjs";
import { chooseNotebooks, notebookNames, readNotebook } from "./notebooks/notebook.mjs";
import { SetupProblem } from "./problem.mjs";
import { stepPrinter } from "./progress.mjs";
import { reportProblem } from "./report-problem.mjs";
import { setUp } from "./steps/all-steps.mjs";

/** @typedef {import("./context.mjs").Context} Context */

const help = `npm run claims -- [chapter …] [options]

Runs the claims of chapters, all or those named, again with fresh, unused seeds, and writes docs/claims.md. It goes on where it was stopped.

  --fresh-seeds N   how many sets of seeds each claim should have; default 0, which only writes the page
  --again           discard earlier results
  --trial N         for authors: N sets of other seeds, which claims came out otherwise, and nothing written
  --help            this text`;

/** @param {readonly string[]} args */
async function runClaims(args) {
  const line = commandLine(args, {
    ...{ command: "npm run claims --", help, takesNames: true },
    options: {
      "fresh-seeds": { type: "string", default: "0" },
      trial: { type: "string", default: "0" },
      again: { type: "boolean", default: false },
    },
  });
  if (!line) return;
  const { values, names } = line;
  const wanted = wholeNumber("fresh-seeds", values["fresh-seeds"]);
  const trials = wholeNumber("trial", values.trial);
  const context = thisMachine();
  const chosen = chooseNotebooks(names, notebookNames(context));
  if (wanted + trials > 0) await setUp(context, stepPrinter(process.stdout));
  if (trials > 0) return tryOut(context, chosen, trials);
  const ledger = readLedger(context);
  for (const name of chosen) {
    const chapter = chapterLedger(values.again ? undefined : ledger[name], readNotebook(context, name));
    ledger[name] = chapter;
    for (const seeds of missingSeeds(chapter, wanted)) {
      const { verdicts, seconds } = await withSeeds(context, name, seedName(chapter, seeds));
      chapter.fresh[seeds] = verdicts;
      console.log(`${name}, fresh seeds ${seeds} of ${wanted}: ${seconds.toFixed(0)} s`);
      writeLedger(context, ledger);
      await writePage(context, ledger);
    }
  }
  writeLedger(context, ledger);
  await writePage(context, ledger);
  console.log("Written: docs/claims.md");
}

/** Executes a chapter with another set of seeds. @param {Context} context @param {string} name @param {string} seeds the set's name */
async function withSeeds(context, name, seeds) {
  const env = { TUNEBOOK_FRESH_SEEDS: seeds };
  const { notebook, seconds } = await executeNotebook(context, name, { env, keepGoing: true });
  return { verdicts: verdictsOf(notebook), seconds };
}

/** Prints which claims come out otherwise on the seeds for trying. @param {Context} context @param {readonly string[]} names @param {number} trials */
async function tryOut(context, names, trials) {
  for (const name of names) {
    const claims = claimsIn(readNotebook(context, name));
    for (let seeds = 1; seeds <= trials; seeds++) {
      const { verdicts, seconds } = await withSeeds(context, name, String(seeds));
      const others = claims.filter(({ key, verdict }) => verdicts[key] !== verdict);
      console.log(
        `${name}, trial ${seeds} of ${trials}: ${claims.length - others.length} of ${claims.length} the same, ${seconds.toFixed(0)} s`,
      );
      for (const { key, verdict } of others)
        console.log(`  ${key}: ${verdicts[key] ?? "not reached"}, was ${verdict}`);
    }
  }
}

/** @param {string} option @param {string} text */
function wholeNumber(option, text) {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 100) return value;
  throw new SetupProblem(
    `Cannot use --${option} ${text}: give how many sets of fresh seeds to try, a whole number from 0 to 100.`,
    [`npm run claims -- --${option} 10 06`],
  );
}

try {
  await runClaims(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportProblem(error);
}
