import { createServer } from "node:net";
import { SetupProblem } from "../problem.mjs";

const usual = 8888;
const tries = 20;

/** @param {number} port @returns {Promise<string | undefined>} why it cannot be had on 127.0.0.1; undefined if it can */
function whyNot(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) =>
      resolve(/** @type {NodeJS.ErrnoException} */ (error).code ?? error.message),
    );
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(undefined)));
  });
}

/**
 * @param {string | undefined} text what was given as --port
 * @param {readonly string[]} usage what to do if it is no port
 * @returns {number | undefined}
 * @throws {SetupProblem} if it is no port
 */
export function parsePort(text, usage) {
  const port = text === undefined ? undefined : Number(text);
  if (port === undefined || (Number.isInteger(port) && port >= 1 && port <= 65535)) return port;
  throw new SetupProblem(`--port takes a whole number from 1 to 65535, not "${text}".`, usage);
}

/**
 * @param {number | undefined} wanted the reader's choice; undefined for the first free one, starting at 8888
 * @param {string} [command] to which --port was given
 * @returns {Promise<number>}
 * @throws {SetupProblem} if it is taken
 */
export async function findFreePort(wanted, command = "npm start --") {
  if (wanted !== undefined) {
    const reason = await whyNot(wanted);
    if (reason === undefined) return wanted;
    throw new SetupProblem(
      reason === "EACCES" ? `You may not use port ${wanted}.` : `Port ${wanted} is taken by another program.`,
      [
        `Choose another: ${command} --port ${wanted < 1024 ? usual : wanted + 1}`,
        "Or leave --port out: a free one is found.",
      ],
    );
  }
  for (let port = usual; port < usual + tries; port += 1) if ((await whyNot(port)) === undefined) return port;
  throw new SetupProblem(`All ports from ${usual} to ${usual + tries - 1} are taken.`, [
    `Choose another: ${command} --port 9000`,
  ]);
}
