import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { skipBecause } from "../skip.js";
import { startKernel, type KernelUnderTest } from "./kernel-client.js";

/** A cell whose check reads many files, so that it is under way for long. */
const slow = `import * as tunebook from "tunebook"; const names: string[] = Object.keys(tunebook);`;

const stop = (kernel: KernelUnderTest): Promise<void> =>
  kernel.send("control", kernel.frames(kernel.message("interrupt_request", {})));

/** What of the reply to a cell says how it ended, and what a front end wanted to know with it. */
interface Reply {
  readonly ename?: string;
  readonly user_expressions?: { readonly endless: { readonly ename?: string } };
}

/** The kernel checks types as before, and none of its processes has ended. */
async function expectWhole(kernel: KernelUnderTest): Promise<void> {
  expect((await kernel.run(`const text: string = "x".repeat(2); text`)).result).to.equal("'xx'");
  expect((await kernel.run(`const number: number = text;`)).error).to.match(
    /not assignable to type 'number'/,
  );
  expect(kernel.log()).not.to.match(/the process .* ended/);
}

describe("a check that is stopped", function () {
  this.timeout(120_000);

  it("ends nothing but the check, whenever stop is pressed", async () => {
    for (const milliseconds of [0, 20, 60, 150, 400]) {
      const kernel = await startKernel();
      try {
        const running = kernel.run(slow);
        await wait(milliseconds);
        await stop(kernel);
        const { error } = await running;
        expect(error, `${milliseconds} ms`).to.match(/^(KeyboardInterrupt: .*)?$/);
        await expectWhole(kernel);
      } finally {
        await kernel.kill();
      }
    }
  });

  it("keeps the cell from running, at whichever of its stages stop is pressed", async () => {
    const kernel = await startKernel();
    try {
      await kernel.run("let count = 0;");
      for (const milliseconds of [0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 8, 10, 15]) {
        const cell = "count++; await new Promise(() => undefined)";
        const { error } = await kernel.run(cell, () => void wait(milliseconds).then(() => stop(kernel)));
        expect(error, `${milliseconds} ms`).to.match(/^KeyboardInterrupt: /);
      }
      await expectWhole(kernel);
    } finally {
      await kernel.kill();
    }
  });

  it("ends what a front end asks for with a cell's reply, also where stop comes as the cell ends", async () => {
    const kernel = await startKernel();
    try {
      const content = {
        code: "const before = 1;",
        user_expressions: { endless: "new Promise(() => undefined)" },
        allow_stdin: false,
      };
      for (const milliseconds of [0, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 7, 8, 10, 15, 30]) {
        const taken = () => void wait(milliseconds).then(() => stop(kernel));
        const reply = kernel.ask("execute_request", content, taken);
        const { ename, user_expressions: asked } = (await Promise.race([reply, wait(10_000, {})])) as Reply;
        expect(ename ?? asked?.endless.ename, `${milliseconds} ms`).to.equal("KeyboardInterrupt");
      }
      await expectWhole(kernel);
    } finally {
      await kernel.kill();
    }
  });

  it("is done anew where the native compiler has ended", async function () {
    if (process.platform === "win32") skipBecause(this, "the native compilers are looked up with ps");
    const kernel = await startKernel();
    try {
      await expectWhole(kernel);
      for (const id of nativeCompilersOf(kernel.pid)) process.kill(id, "SIGKILL");
      await wait(300);
      await expectWhole(kernel);
    } finally {
      await kernel.kill();
    }
  });
});

/** The processes of the native compiler that a kernel has started. */
function nativeCompilersOf(kernel: number): number[] {
  const rows = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((row) => row.trim().split(/\s+/));
  const children = (parent: number) => rows.filter(([, each]) => Number(each) === parent);
  return children(kernel)
    .flatMap(([id]) => children(Number(id)))
    .filter((row) => row.includes("--api"))
    .map(([id]) => Number(id));
}
