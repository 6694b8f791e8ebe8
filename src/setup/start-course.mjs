import { commandLine } from "./command-line.mjs";
import { thisMachine } from "./context.mjs";
import { findFreePort, parsePort } from "./jupyter/free-port.mjs";
import { openBrowser } from "./jupyter/open-browser.mjs";
import { serve } from "./jupyter/serve.mjs";
import { SetupProblem } from "./problem.mjs";
import { stepPrinter } from "./progress.mjs";
import { setUp } from "./steps/all-steps.mjs";

const help = `npm start -- [options]

Sets up what is missing and opens JupyterLab on the first chapter.

  --setup-only   only set up
  --no-browser   print the address, open nothing
  --port N       listen on port N of 127.0.0.1 (default: the first free one, starting at 8888)
  --help         this text`;

/** Ctrl-C reaches us once from the terminal and once from npm: a second one counts only after a while. */
const impatienceMilliseconds = 1500;

/**
 * @param {readonly string[]} args
 * @returns {{ setupOnly: boolean, browser: boolean, port: number | undefined } | undefined} undefined if it asks for help
 * @throws {SetupProblem} for an option that does not exist, or a port that is none
 */
export function parseOptions(args) {
  const options = /** @type {const} */ ({
    "setup-only": { type: "boolean", default: false },
    "no-browser": { type: "boolean", default: false },
    port: { type: "string" },
  });
  const line = commandLine(args, { command: "npm start --", help, options });
  if (!line) return undefined;
  const { values, usage } = line;
  const port = parsePort(values.port, usage);
  return { setupOnly: values["setup-only"], browser: !values["no-browser"], port };
}

/** @param {readonly string[]} args @returns {Promise<number>} the exit status */
export async function start(args) {
  const options = parseOptions(args);
  if (!options) return 0;
  const context = thisMachine();
  if (!options.setupOnly && options.port !== undefined) await findFreePort(options.port);
  await setUp(context, stepPrinter(process.stdout));
  if (options.setupOnly) {
    console.log("Everything is set up. npm start opens the course.");
    return 0;
  }
  return openCourse(context, options);
}

/** @param {import("./context.mjs").Context} context @param {NonNullable<ReturnType<typeof parseOptions>>} options */
async function openCourse(context, options) {
  const server = serve(context, await findFreePort(options.port));
  const asked = stopWhenAsked(server);
  try {
    const address = await server.address;
    console.log(
      `\nThe course is open at\n\n  ${address}\n\nCtrl-C ends it. The address carries its key: keep it to yourself.`,
    );
    if (options.browser) openBrowser(address, context.platform);
  } catch (error) {
    if (!asked()) throw error;
  }
  const code = await server.ended;
  if (asked()) return 0;
  throw new SetupProblem(`JupyterLab ended by itself (exit status ${code}).`, [
    "Its last lines above say why; npm start opens it again.",
  ]);
}

/** Ends JupyterLab and its kernels when we are asked to end. @param {import("./jupyter/serve.mjs").Server} server
 * @returns {() => boolean} whether that has happened */
function stopWhenAsked(server) {
  // A terminal that is closed takes our output with it; that is no reason to end before JupyterLab has.
  for (const output of [process.stdout, process.stderr]) output.on("error", () => undefined);
  let askedAt = 0;
  const stop = () => {
    if (askedAt === 0) console.log("\nShutting down JupyterLab and its kernels …");
    if (askedAt === 0 || Date.now() - askedAt > impatienceMilliseconds) server.stop();
    askedAt ||= Date.now();
  };
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, stop);
  return () => askedAt > 0;
}
