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
 * @param {number | undefined} wanted the reader's choice; undefined for the first free one, starting at 8888
 * @returns {Promise<number>}
 * @throws {SetupProblem} if it is taken
 */
export async function findFreePort(wanted) {
  if (wanted !== undefined) {
    const reason = await whyNot(wanted);
    if (reason === undefined) return wanted;
    throw new SetupProblem(
      reason === "EACCES" ? `You may not use port ${wanted}.` : `Port ${wanted} is taken by another program.`,
      [
        `Choose another: npm start -- --port ${wanted < 1024 ? usual : wanted + 1}`,
        "Or leave --port out: a free one is found.",
      ],
    );
  }
  for (let port = usual; port < usual + tries; port += 1) if ((await whyNot(port)) === undefined) return port;
  throw new SetupProblem(`All ports from ${usual} to ${usual + tries - 1} are taken.`, [
    "Choose another: npm start -- --port 9000",
  ]);
}
