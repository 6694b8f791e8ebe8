import fc from "fast-check";
import { hyperparameterTable, type Hyperparameters } from "../../src/index.js";
import type { ValueDomain } from "../../src/hyperparameters/domain.js";

/** Any names and values that somebody might hand over as hyperparameters. */
export type AnyRecord = Readonly<Record<string, unknown>>;

const names = Object.keys(hyperparameterTable) as (keyof Hyperparameters)[];

/** Names that are none, some of which mean something to JavaScript. */
const foreignNames = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "toString", "learningrate", "learning_rate", "Epochs", "", " "),
  fc.string({ maxLength: 12 }),
);

/** Numbers on which arithmetic trips. */
const edges = [
  0,
  -0,
  -1,
  1,
  NaN,
  Infinity,
  -Infinity,
  1e308,
  -1e308,
  5e-324,
  1e-30,
  2 ** 31,
  2 ** 53,
  1e15,
  0.5,
  3.5,
];

/** Values that no hyperparameter takes, and some that one may take. */
const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...edges, null, undefined, true, "", "auto", "adam", "0.1", [], {}, [0.1]),
  fc.double(),
  fc.string({ maxLength: 8 }),
  fc.anything({ maxDepth: 1 }),
);

/** A value of the domain, mostly one of those that people choose, sometimes at its far end. */
function valueOf(domain: ValueDomain): fc.Arbitrary<unknown> {
  switch (domain.kind) {
    case "categorical":
      return fc.constantFrom(...domain.choices);
    case "int":
      return fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: domain.low, max: Math.min(domain.high, domain.low + 6) }) },
        { weight: 1, arbitrary: fc.constantFrom(100, 1000, 1e6, 1e9, Number.MAX_SAFE_INTEGER) },
      );
    default:
      return fc.oneof(
        {
          weight: 6,
          arbitrary: fc.double({ min: -6, max: 2, noNaN: true }).map((power) => Math.min(10 ** power, 0.99)),
        },
        { weight: 1, arbitrary: fc.constantFrom<unknown>(...edges, "auto") },
      );
  }
}

const entryOf = (name: keyof Hyperparameters): fc.Arbitrary<[string, unknown]> =>
  fc
    .oneof(
      { weight: 30, arbitrary: valueOf(hyperparameterTable[name].domain) },
      { weight: 1, arbitrary: anything },
    )
    .map((value) => [name, value]);

const foreignEntry = fc.tuple(foreignNames, anything);

/** Any record over the table: one to eight of its names, now and then a name or a value that does not belong there. */
export const anyRecord: fc.Arbitrary<AnyRecord> = fc
  .tuple(
    fc.subarray(names, { minLength: 1, maxLength: 8 }).chain((chosen) => fc.tuple(...chosen.map(entryOf))),
    fc.oneof({ weight: 12, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.tuple(foreignEntry) }),
  )
  // Not a literal: a name like __proto__ must become a name of the record's own.
  .map(([entries, foreign]) => Object.fromEntries([...entries, ...foreign]));
