import { parseArgs } from "node:util";
import { SetupProblem } from "./problem.mjs";

/**
 * Reads what follows a command.
 *
 * @template {NonNullable<import("node:util").ParseArgsConfig["options"]>} Options
 * @param {readonly string[]} args
 * @param {{ command: string, help: string, options: Options, takesNames?: boolean }} command its name for messages, what --help
 *   prints, its options but for --help, and whether it also takes names that are no options
 * @returns {{ values: ReturnType<typeof parseArgs<{ options: Options }>>["values"], names: string[], usage: readonly string[] } | undefined}
 *   the options' values, the names, and what to do about a value that the command does not take; undefined if the help was asked for, which is then printed
 * @throws {SetupProblem} for an option that does not exist, or has a value that it does not take
 */
export function commandLine(args, { command, help, options, takesNames = false }) {
  const usage = [`${command} --help lists the options.`];
  try {
    const all = { ...options, help: /** @type {const} */ ({ type: "boolean", short: "h" }) };
    const parsed = parseArgs({ args: [...args], options: all, allowPositionals: takesNames });
    const { help: asked, ...values } = /** @type {any} */ (parsed.values);
    if (!asked) return { values, names: parsed.positionals, usage };
    console.log(help);
    return undefined;
  } catch (error) {
    const [said = ""] = /** @type {Error} */ (error).message.split(". To specify");
    throw new SetupProblem(`${said}.`.replace(/\.\.$/, "."), usage);
  }
}
