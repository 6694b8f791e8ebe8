// The program of one worker process: takes runs from the server in argv[2] until it is told to end.
import { codeVersion } from "../sweep/cache/code-version.js";
import { trainRecords } from "../sweep/train-records.js";
import { workFor } from "./work-for.js";

const [on] = process.argv.slice(2);
const worker = workFor(on!, { trainer: trainRecords, version: codeVersion() });
let closing = false;
const close = (): void => {
  const atOnce = closing;
  closing = true;
  void worker.then((it) => it.close(atOnce)).then(() => process.exit());
};
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, close);
// A parent that died must not leave a process behind that works unseen.
process.on("disconnect", close);
worker.then(
  () => process.send?.("ready"),
  (reason: unknown) => {
    process.stderr.write(`${reason instanceof Error ? reason.message : String(reason)}\n`);
    process.exit(1);
  },
);
