import { readFileSync } from "node:fs";
import { join } from "node:path";
import { protocolVersion, type Json } from "../protocol/message.js";

/** The content of a `kernel_info_reply`. */
export function kernelInfo(): Json {
  const typescript = versionOf(require.resolve("typescript-native/package.json"));
  return {
    status: "ok",
    protocol_version: protocolVersion,
    implementation: "tunebook",
    implementation_version: versionOf(join(__dirname, "../../../../package.json")),
    language_info: {
      name: "typescript",
      version: typescript,
      mimetype: "text/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      codemirror_mode: "typescript",
      nbconvert_exporter: "script",
    },
    banner: `TypeScript ${typescript} on Node.js ${process.versions.node}`,
    debugger: true,
    help_links: [
      { text: "TypeScript", url: "https://www.typescriptlang.org/docs/" },
      { text: "TensorFlow.js", url: "https://js.tensorflow.org/api/latest/" },
      { text: "Vega-Lite", url: "https://vega.github.io/vega-lite-v5/docs/" },
    ],
    supported_features: ["debugger", "kernel subshells"],
  };
}

function versionOf(packageJson: string): string {
  return (JSON.parse(readFileSync(packageJson, "utf8")) as { version: string }).version;
}
