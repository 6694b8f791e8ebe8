import { tuningOnDigits } from "./digits.js";
import { branin, hartmann6, rosenbrock5, type TestFunction } from "./test-functions.js";

/** What tuners are measured on, by name; the digits are trained when they are asked for. */
export const functions = {
  branin: () => branin,
  hartmann6: () => hartmann6,
  rosenbrock5: () => rosenbrock5,
  digits: tuningOnDigits,
} as const satisfies Readonly<Record<string, () => TestFunction | Promise<TestFunction>>>;
