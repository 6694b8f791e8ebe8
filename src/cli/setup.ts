import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { nativeFolder } from "../tensorflow/native-folder.js";

const root = join(__dirname, "..", "..", "..");

const usage = `Usage: tunebook setup

Makes native TensorFlow for this computer: downloads it (260 MB, checked by its hash), and compiles what connects it with
Node. It is shared by all projects of this user; TUNEBOOK_HOME chooses the folder. A second time there is nothing to do.`;

/** The part of set-up that is plain Node, so that it also runs before anything is installed or compiled. */
interface PackageSetup {
  setUpPackage(home: string, folder: string): Promise<boolean>;
}

/** What a step throws that the reader can put right: with its whole text, what to do included. */
function explained(reason: unknown): unknown {
  if (!(reason instanceof Error) || !("toText" in reason)) return reason;
  return new Error((reason as Error & { toText(): string }).toText(), { cause: reason });
}

/**
 * `tunebook setup`: native TensorFlow for projects that install tunebook as a package.
 *
 * @param args the command line behind the word "setup"
 * @throws {Error} with what to do about it, if something is missing
 */
export async function setupCommand(args: readonly string[]): Promise<void> {
  const options = { help: { type: "boolean", short: "h" } } as const;
  if (parseArgs({ args: [...args], options }).values.help) {
    console.log(usage);
    return;
  }
  if (existsSync(join(root, "tsconfig.json")))
    throw new Error("This is a checkout of tunebook, which is set up by: npm start -- --setup-only");
  const home = nativeFolder();
  const file = join(root, "src", "setup", "package-setup.mjs");
  const setup = (await import(pathToFileURL(file).href)) as PackageSetup;
  try {
    const done = await setup.setUpPackage(home, process.cwd());
    console.log(done ? `TensorFlow is set up in ${home}` : `TensorFlow is already set up in ${home}`);
  } catch (reason) {
    throw explained(reason);
  }
}
