// The program of one worker process: takes runs from the server in argv[2] until it is told to end, and then gives the runs
// in training argv[3] seconds.
import { endWithParent } from "../runtime/processes.js";
import { messageOf } from "../runtime/errors.js";
import { handleSigint } from "../runtime/interruption.js";
import { codeVersion } from "../training/records/code-version.js";
import { trainRecords } from "../training/records/train-records.js";
import { workFor } from "./work-for.js";

const [on, grace = "8"] = process.argv.slice(2);
const log = (line: string): void => {
  console.log(`${new Date().toISOString()} [${process.pid}] ${line}`);
};
// A signal ends the worker, not the runs in training: cut short, they would be handed in as if that were their end.
handleSigint(false);
endWithParent();
const worker = workFor(on!, { trainer: trainRecords, version: codeVersion(), log });
let ending = false;
const end = (): void => {
  if (ending) process.exit(1);
  ending = true;
  log("ends; a second signal ends it at once");
  void worker.then((it) => it.close(1000 * Number(grace))).then((inOrder) => process.exit(inOrder ? 0 : 1));
};
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, end);
worker.then(
  () => process.send?.("ready"),
  (reason: unknown) => {
    process.stderr.write(`${messageOf(reason)}\n`);
    process.exit(1);
  },
);
