import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Host } from "./host.js";

/** tslab's names for MIME types. */
const types = {
  javascript: "text/javascript",
  html: "text/html",
  markdown: "text/markdown",
  latex: "text/latex",
  svg: "image/svg+xml",
  png: "image/png",
  jpeg: "image/jpeg",
  gif: "image/gif",
  pdf: "application/pdf",
  text: "text/plain",
} as const;

type Display = Record<keyof typeof types, (data: string | Uint8Array) => void> & {
  raw(type: string, data: unknown): void;
};

/** What `require("tslab")` gives in a cell: tslab's display interface, showing through this kernel. */
export function tslabModule(host: Host): object {
  return {
    display: makeDisplay(host),
    newDisplay: () => makeDisplay(host, randomBytes(8).toString("hex")),
    versions: {
      tslab: versionOf("tslab"),
      typescript: versionOf("typescript-native"),
      node: process.version,
    },
  };
}

function makeDisplay(host: Host, displayId?: string): Display {
  let update = false;
  const raw = (type: string, data: unknown): void => {
    const plain = data instanceof Uint8Array ? Buffer.from(data).toString("base64") : data;
    host.display({ [type]: plain }, { ...(displayId !== undefined && { displayId }), update });
    update = displayId !== undefined;
  };
  const named = Object.entries(types).map(
    ([name, type]) =>
      [
        name,
        (data: unknown) => {
          raw(type, data);
        },
      ] as const,
  );
  return { ...(Object.fromEntries(named) as Omit<Display, "raw">), raw };
}

function versionOf(name: string): string {
  const text = readFileSync(require.resolve(`${name}/package.json`), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
