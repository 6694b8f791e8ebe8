import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import fc from "fast-check";
import { startKernel, type Channel, type KernelUnderTest } from "../../kernel/kernel-client.js";
import { Wire } from "../../../src/kernel/protocol/wire.js";
import type { Json } from "../../../src/kernel/protocol/message.js";
import { tryCases, type Fuzz } from "../fuzz.js";

/** Something that arrives at one of the kernel's ports. */
interface Delivery {
  readonly kind: "bytes" | "unsigned" | "wrongly signed" | "cut short" | "signed nonsense";
  readonly channel: Channel;
  readonly bytes: readonly Uint8Array[];
  readonly type: string;
  readonly content: unknown;
  readonly cut: number;
}

// All but shutdown_request: a front end that signs it may end the kernel.
const types = ["execute_request", "complete_request", "inspect_request", "is_complete_request", "history_request", "comm_info_request", "comm_open", "comm_msg", "comm_close", "input_reply", "interrupt_request", "kernel_info_request"]; // prettier-ignore

const deliveries: fc.Arbitrary<Delivery> = fc.record({
  kind: fc.constantFrom("bytes", "unsigned", "wrongly signed", "cut short", "signed nonsense"),
  channel: fc.constantFrom("shell", "control", "stdin"),
  bytes: fc.array(fc.uint8Array({ maxLength: 60 }), { minLength: 1, maxLength: 8 }),
  type: fc
    .oneof(fc.constantFrom(...types), fc.string({ maxLength: 10 }))
    .filter((type) => type !== "shutdown_request"),
  content: fc.jsonValue({ maxDepth: 2 }),
  cut: fc.nat(5),
});

export const kernelMessages: Fuzz = {
  name: "messages to the kernel",
  rule: "what is malformed or not signed with its key is dropped and logged, nothing of it runs, and the kernel goes on answering",
  few: 100,
  many: 1000,
  run: async (cases, seed) => {
    const kernel = await startKernel();
    const trace = join(tmpdir(), `tunebook-forged-${process.pid}`);
    let forged = 0;
    try {
      const outcome = await tryCases(
        deliveries,
        async (delivery) => {
          if (delivery.kind !== "signed nonsense") forged++;
          await kernel.send(delivery.channel, framesOf(kernel, delivery, trace));
          await answers(kernel);
          if (existsSync(trace)) throw new Error("A message that was not signed ran.");
          return delivery.kind;
        },
        { cases, seed, shrinks: 20 },
      );
      const failure = outcome.failure ?? (await lastWords(kernel, forged));
      return { ...outcome, failure };
    } finally {
      await kernel.kill();
    }
  },
};

/** The frames of a delivery: those that are forged ask for a file to be written, so that it shows if they are heard. */
function framesOf(kernel: KernelUnderTest, delivery: Delivery, trace: string): Uint8Array[] {
  const { kind, bytes, type, content, cut } = delivery;
  const evil = kernel.message("execute_request", {
    code: `require("node:fs").writeFileSync(${JSON.stringify(trace)}, "")`,
    silent: false,
  });
  const [delimiter, signature, ...parts] = kernel.frames(evil);
  switch (kind) {
    case "bytes":
      return [...bytes];
    case "unsigned":
      return [delimiter!, Buffer.alloc(0), ...parts];
    case "wrongly signed":
      return new Wire("another key", "hmac-sha256").encode(evil, []);
    case "cut short":
      return [delimiter!, signature!, ...parts].slice(0, 1 + Math.min(cut, 4));
    case "signed nonsense":
      return kernel.frames(kernel.message(type, content as Json));
  }
}

async function answers(kernel: KernelUnderTest): Promise<void> {
  const reply = await Promise.race([kernel.ask("kernel_info_request", {}), wait(60_000, undefined)]);
  if (reply?.["status"] !== "ok")
    throw new Error(`The kernel did not answer. Its log: ${kernel.log().slice(-500)}`);
}

/** After all that: a cell runs, and every forged message was logged as dropped. */
async function lastWords(kernel: KernelUnderTest, forged: number): Promise<string | undefined> {
  const { result } = await kernel.run("6 * 7");
  if (result !== "42") return `Afterwards 6 * 7 gave ${String(result)}.`;
  const dropped = (): number => kernel.log().match(/dropped a message/g)?.length ?? 0;
  for (let look = 0; look < 100 && dropped() < forged; look++) await wait(50);
  return dropped() === forged
    ? undefined
    : `${dropped()} of ${forged} forged messages were logged as dropped.`;
}
