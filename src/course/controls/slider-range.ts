import { hyperparameterTable } from "../../hyperparameters/table.js";
import {
  checkHyperparameter,
  type HyperparameterName,
  type Hyperparameters,
} from "../../hyperparameters/hyperparameters.js";
import type { Definition } from "../../hyperparameters/definition.js";

/** A hyperparameter whose values are numbers. */
export type NumericName = {
  [Name in HyperparameterName]: number extends Hyperparameters[Name] ? Name : never;
}[HyperparameterName];

/** The input of a slider; what is left out comes from the hyperparameter table. */
export interface SliderInput {
  readonly name: NumericName;
  /** The lowest value, included. */
  readonly from?: number;
  /** The highest value, included. */
  readonly to?: number;
  /** Whether equal distances on the slider are equal factors. */
  readonly log?: boolean;
  /** How far an arrow key moves it: a difference, or on a logarithmic scale a power of `base`. */
  readonly step?: number;
  /** The initial value. */
  readonly value?: number;
}

/** A slider's input, complete and checked. */
export interface SliderRange {
  readonly name: NumericName;
  readonly from: number;
  readonly to: number;
  readonly log: boolean;
  /** The base of a logarithmic scale: 2 for whole numbers, 10 for others. */
  readonly base: 2 | 10;
  readonly step: number;
  readonly value: number;
  readonly whole: boolean;
}

/**
 * Completes a slider's input from the table and checks it.
 *
 * @throws {TypeError} if there is no such hyperparameter or its values are not numbers
 * @throws {RangeError} if an end, the value or the step is invalid for it
 */
export function sliderRange(input: SliderInput): SliderRange {
  const { name } = input;
  if (typeof input.value !== "undefined") checkHyperparameter(name, input.value);
  const definition = numericDefinition(name);
  const { search } = definition;
  const from = input.from ?? search?.low;
  const to = input.to ?? search?.high;
  if (from === undefined || to === undefined)
    refuse(name, "without both ends", "the table has no range for it: give from and to");
  const log = input.log ?? search?.log ?? false;
  const whole = definition.domain.kind === "int";
  const step = input.step ?? defaultStep(to - from, log, whole);
  const start = typeof definition.default === "number" ? definition.default : from;
  const value = input.value ?? Math.min(to, Math.max(from, start));
  const range = { name, from, to, log, base: whole ? 2 : 10, step, value, whole } as const;
  checkRange(range);
  return range;
}

function numericDefinition(name: NumericName): Definition {
  const definition: Definition | undefined = Object.hasOwn(hyperparameterTable, name)
    ? hyperparameterTable[name]
    : undefined;
  // Says which name was probably meant.
  if (definition === undefined) checkHyperparameter(name, undefined);
  else if (definition.domain.kind !== "categorical") return definition;
  throw new TypeError(
    `Cannot make a slider for ${name}: its values are not numbers. Choose a hyperparameter that is one.`,
  );
}

/** A hundredth of a line, a quarter of a factor of ten, a factor of two. */
function defaultStep(length: number, log: boolean, whole: boolean): number {
  if (whole) return 1;
  return log ? 0.25 : length / 100;
}

function checkRange({ name, from, to, log, step, value, whole }: SliderRange): void {
  checkHyperparameter(name, from);
  checkHyperparameter(name, to);
  if (from >= to) refuse(name, `from ${from} to ${to}`, "the first must be the lower: swap them");
  if (value < from || value > to)
    refuse(name, `at ${value}`, `it must start between ${from} and ${to}: change value, from or to`);
  if (!(step > 0 && Number.isFinite(step)) || (whole && !Number.isInteger(step)))
    refuse(name, `with steps of ${step}`, `a step must be a ${whole ? "whole" : "finite"} number above 0`);
  if (log && from <= 0)
    refuse(
      name,
      `from ${from} on a logarithmic scale`,
      "it must start above 0: raise from, or set log: false",
    );
}

function refuse(name: string, what: string, rule: string): never {
  throw new RangeError(`Cannot make a slider for ${name} ${what}: ${rule}.`);
}

/**
 * The value for a position the front end reports: within the ends, whole where it must be, and rounded as the slider
 * shows it (three digits on a logarithmic scale), so that what is read is what is used.
 */
export function valueAt({ from, to, log, whole }: SliderRange, position: number): number {
  const rounded = whole ? Math.round(position) : Number(position.toPrecision(log ? 3 : 12));
  return Math.min(to, Math.max(from, rounded));
}
