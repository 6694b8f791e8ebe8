import { spawn } from "node:child_process";

/** Opens an address in the reader's browser, if there is one; the printed address is there for the rest.
 * @param {string} address @param {NodeJS.Platform} platform */
export function openBrowser(address, platform) {
  const openers = /** @type {Record<string, [string, string[]]>} */ ({
    darwin: ["open", [address]],
    win32: ["rundll32", ["url.dll,FileProtocolHandler", address]],
  });
  const [command, args] = openers[platform] ?? ["xdg-open", [address]];
  spawn(command, args, { stdio: "ignore", detached: true })
    .on("error", () => undefined)
    .unref();
}
