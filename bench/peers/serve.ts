import { createInterface } from "node:readline";

/**
 * The other end of `startPeer`, for peers in TypeScript: says the version, then answers each question.
 *
 * @param version name and version of the library
 * @param answer makes the reply; questions come one at a time
 */
export async function serve(version: string, answer: (question: unknown) => Promise<object>): Promise<void> {
  const say = (message: object): void => void process.stdout.write(`${JSON.stringify(message)}\n`);
  say({ version });
  for await (const line of createInterface({ input: process.stdin })) say(await answer(JSON.parse(line)));
}
