import { SetupProblem } from "./problem.mjs";
import { lastLines } from "./run-command.mjs";

const unreachable =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|EHOSTUNREACH|connection broken|NewConnectionError|ProxyError|(Connect|Read)Timeout|NameResolutionError|Could not fetch URL|Connection aborted|network (is )?unreachable/i;
const diskFull = /ENOSPC|No space left on device/i;
const nothingThere = /from versions: none|ETARGET|E404/;
const wrongHash = /THESE PACKAGES DO NOT MATCH THE HASHES|EINTEGRITY/;

/**
 * Why a package client (npm, pip) failed, in the reader's words.
 *
 * @param {string} client "npm" or "pip"
 * @param {string} attempted what it was doing, for example "install the npm packages"
 * @param {string} output everything it said
 * @returns {SetupProblem}
 */
export function explainClientFailure(client, attempted, output) {
  if (diskFull.test(output))
    return new SetupProblem(`The disk is full: could not ${attempted}.`, [
      "Free some space and start again.",
    ]);
  if (wrongHash.test(output))
    return new SetupProblem(
      `What arrived is not what was asked for (its hash differs): could not ${attempted}.`,
      [
        "Start again: it is downloaded anew.",
        `If it happens again, a proxy or a mirror changes files on the way: check ${client}'s configuration (${client} config list).`,
      ],
    );
  if (unreachable.test(output))
    return new SetupProblem(`The network cannot be reached: could not ${attempted}.`, [
      "Check the connection and start again: what is already downloaded is kept.",
      `Behind a proxy, set HTTPS_PROXY, or check ${client}'s configuration (${client} config list).`,
    ]);
  if (nothingThere.test(output))
    return new SetupProblem(`The package index has nothing to ${attempted} with, or cannot be reached.`, [
      "Check the connection and start again: what is already downloaded is kept.",
      `Where a mirror is set (${client} config list), it must hold the locked version for this platform.`,
    ]);
  return new SetupProblem(`${client} could not ${attempted}. It said:\n${lastLines(output)}`, [
    "Put right what it names and start again.",
  ]);
}
