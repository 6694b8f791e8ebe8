import { hyperparameters, train, toDataset, type Dataset, type Hyperparameters, type TrainingRun } from "../../../src/index.js"; // prettier-ignore
import fc from "fast-check";
import { contains } from "../../../src/hyperparameters/domain.js";
import { hyperparameterTable } from "../../../src/hyperparameters/table.js";
import { anyRecord, type AnyRecord } from "../random-record.js";
import { tryCases, type Fuzz } from "../fuzz.js";

/** A refusal must be of these kinds, and name one of the keys that were given. */
function checkRefusal(reason: unknown, record: AnyRecord): string {
  const isKind = reason instanceof TypeError || reason instanceof RangeError;
  const named = Object.keys(record).some(
    (name) => isKind && [name, JSON.stringify(name)].some((text) => reason.message.includes(text)),
  );
  if (isKind && named && /^(Cannot|The) /.test(reason.message)) return "refused";
  throw new Error(
    `Not a refusal that names a key: ${reason instanceof Error ? (reason.stack ?? "") : String(reason)}`,
  );
}

export const completeRecords: Fuzz = {
  name: "records of hyperparameters, checked",
  rule: "either all of the table comes back, each value in its domain, or an error names a key of the record",
  few: 2000,
  many: 50_000,
  run: (cases, seed) =>
    tryCases(
      anyRecord,
      (record) => {
        let complete: Hyperparameters;
        try {
          complete = hyperparameters(record);
        } catch (reason) {
          return checkRefusal(reason, record);
        }
        for (const [name, { domain }] of Object.entries(hyperparameterTable))
          if (!contains(domain, complete[name as keyof Hyperparameters]))
            throw new Error(`${name} is outside its domain.`);
        return "complete";
      },
      { cases, seed },
    ),
};

const wave = (at: number): number => Math.sin(at) + 0.3 * Math.cos(3 * at);

/** One data set of each kind: points with classes, points with numbers, small pictures. */
function dataSets(): readonly Dataset[] {
  const rows = Array.from({ length: 48 }, (_, at) => at);
  const points = rows.map((at) => [wave(at), wave(2 * at + 1)]);
  const signals = rows.map((at) => Array.from({ length: 8 }, (_, place) => wave(at + place)));
  const pictures = rows.map((at) => Array.from({ length: 6 }, (_, y) => Array.from({ length: 6 }, (__, x) => [wave(at + 6 * y + x)]))); // prettier-ignore
  const classes = points.map(([a]) => (a! > 0 ? "above" : "below"));
  return [
    toDataset({ x: points, y: classes }),
    toDataset({ x: points, y: points.map(([a, b]) => a! * b!) }),
    toDataset({ x: signals, y: classes }),
    toDataset({ x: pictures, y: classes }),
  ];
}

/** What every case has unless it says otherwise, so that it takes a moment only. */
const quick = { epochs: 2, units: 4, batchSize: 16 };

/** Milliseconds after which a training that goes on is interrupted: an endless one is a legal wish, too. */
const patience = 3000;

export const trainedRecords: Fuzz = {
  name: "records of hyperparameters, trained",
  rule: 'training ends with finite losses, or "diverged", or an error names a key of the record before anything trains',
  few: 12,
  many: 400,
  run: (cases, seed) => {
    const data = dataSets();
    const one = fc.tuple(anyRecord, fc.constantFrom(...data.keys()), fc.integer());
    return tryCases(one, ([record, which, start]) => trainOne(data[which]!, record, start), {
      cases,
      seed,
      shrinks: 60,
    });
  },
};

async function trainOne(data: Dataset, record: AnyRecord, seed: number): Promise<string> {
  const stop = new AbortController();
  const timer = setTimeout(() => {
    stop.abort();
  }, patience);
  try {
    const run = await train(data, { ...quick, ...record }, { seed, signal: stop.signal, silent: true });
    run.dispose();
    checkRun(run);
    return run.ending;
  } catch (reason) {
    return checkRefusal(reason, { ...quick, ...record });
  } finally {
    clearTimeout(timer);
  }
}

function checkRun({ ending, history, stepLosses, endingReason }: TrainingRun): void {
  const losses = [
    ...history.flatMap(({ loss, valLoss, penalty }) => [loss, valLoss, penalty]),
    ...stepLosses,
  ];
  const finite = losses.every((loss) => Number.isFinite(loss));
  const fine =
    ending === "diverged" ||
    ending === "interrupted" ||
    ((ending === "complete" || ending === "early-stopped") && finite);
  if (!fine) throw new Error(`Ended "${ending}" (${endingReason}) with the losses ${losses.join(", ")}`);
}
