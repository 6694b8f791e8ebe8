// `npm run site -- [--serve] [--port N]`: writes site/, the course as pages that any static host serves, and as one EPUB and one PDF.
import { once } from "node:events";
import { join, resolve } from "node:path";
import { commandLine } from "./command-line.mjs";
import { thisMachine } from "./context.mjs";
import { findChromium } from "./find-chromium.mjs";
import { findFreePort, parsePort } from "./jupyter/free-port.mjs";
import { SetupProblem } from "./problem.mjs";
import { megabytes, stepPrinter } from "./progress.mjs";
import { reportProblem } from "./report-problem.mjs";
import { setUp } from "./steps/all-steps.mjs";
import { npmPackages } from "./steps/npm-packages.mjs";

const help = `npm run site -- [options]

Writes the course as it was recorded into site/: pages for any static host, and tunebook.epub.

  --pdf      tunebook.pdf as well; takes a Chromium and about a minute
  --serve    then show the site on 127.0.0.1 until Ctrl-C
  --port N   on port N (default: the first free one, starting at 8888)
  --help     this text`;

/** @typedef {import("./context.mjs").Context} Context */

/** @param {readonly string[]} args
 * @returns {{ serve: boolean, pdf: boolean, port: number | undefined } | undefined} undefined if it asks for help
 * @throws {SetupProblem} for an option that does not exist, or a port that is none */
export function parseOptions(args) {
  const options = /** @type {const} */ ({
    serve: { type: "boolean", default: false },
    pdf: { type: "boolean", default: false },
    port: { type: "string" },
  });
  const line = commandLine(args, { command: "npm run site --", help, options });
  if (!line) return undefined;
  const { values, usage } = line;
  const { serve, pdf } = values;
  const port = parsePort(values.port, usage);
  if (port !== undefined && !serve)
    throw new SetupProblem(`--port ${port} says where to show the site, so it needs --serve.`, usage);
  return { serve, pdf, port };
}

/** Shows a folder until it is asked to end. @param {string} folder @param {number} port */
async function show(folder, port) {
  const { serveFolder } = await import("./site/serve.mjs");
  const server = await serveFolder(folder, port);
  console.log(`\nThe site is at\n\n  http://127.0.0.1:${port}/\n\nCtrl-C ends it.`);
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"]))
    process.once(signal, () => {
      server.close();
      server.closeAllConnections();
    });
  await once(server, "close");
}

/** Writes the site. @param {Context} context @param {boolean} withPdf @returns {Promise<string>} its folder */
async function make(context, withPdf) {
  const chromium = withPdf ? requireChromium() : undefined;
  const { buildSite } = await import("./site/build.mjs");
  const { epub } = await import("./site/epub.mjs");
  const printer = stepPrinter(process.stdout);
  printer.working("tunebook.epub", "");
  /** @type {import("./site/build.mjs").Download[]} */
  const downloads = [{ path: "tunebook.epub", title: "EPUB, for a reader of books", content: epub(context) }];
  if (chromium !== undefined) {
    printer.working("tunebook.pdf", "printing every chapter");
    const { pdf } = await import("./site/pdf.mjs");
    downloads.push({ path: "tunebook.pdf", title: "PDF, to print", content: await pdf(context, chromium) });
  }
  printer.working("pages", "");
  const folder = join(context.root, "site");
  const { bundleLibrary, bundleWorker } = await import("./browser/bundle.mjs");
  const pages = buildSite(context, folder, downloads);
  printer.working("cells that run", "");
  const lab = join(folder, "assets", "lab");
  await Promise.all([bundleLibrary(context, lab), bundleWorker(context, lab)]);
  printer.done("cells that run", "for a browser, without an installation");
  for (const { path, content } of downloads) printer.done(path, `${megabytes(content.length)} MB`);
  printer.done("pages", `${pages}, in ${folder}`);
  return folder;
}

/** @returns {string} the program of a Chromium @throws {SetupProblem} if there is none */
function requireChromium() {
  const program = findChromium();
  if (program !== undefined) return program;
  throw new SetupProblem("Cannot print the PDF: it takes a Chromium, and none was found.", [
    "Install Chromium or Chrome, or name the program: TUNEBOOK_CHROMIUM=/path/to/chrome npm run site -- --pdf",
    "Or leave --pdf out: the pages and the EPUB need none.",
  ]);
}

/** @param {readonly string[]} args */
async function run(args) {
  const options = parseOptions(args);
  if (!options) return;
  const context = thisMachine();
  if (options.port !== undefined) await findFreePort(options.port, "npm run site -- --serve");
  // TensorFlow and JupyterLab are not needed: nothing is executed.
  await setUp(context, stepPrinter(process.stdout), [npmPackages]);
  const folder = await make(context, options.pdf);
  if (options.serve) await show(folder, await findFreePort(options.port, "npm run site -- --serve"));
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename)
  try {
    await run(process.argv.slice(2));
  } catch (error) {
    process.exitCode = reportProblem(error);
  }
