import { planted00 } from "./chapter-00.js";
import { planted01 } from "./chapter-01.js";
import { planted02 } from "./chapter-02.js";
import { planted03 } from "./chapter-03.js";
import { planted04 } from "./chapter-04.js";
import { planted05 } from "./chapter-05.js";
import { planted06 } from "./chapter-06.js";
import { planted07 } from "./chapter-07.js";
import { planted08 } from "./chapter-08.js";
import { planted09 } from "./chapter-09.js";
import { planted10 } from "./chapter-10.js";
import { planted11 } from "./chapter-11.js";
import { planted12 } from "./chapter-12.js";
import { planted13 } from "./chapter-13.js";
import { planted14 } from "./chapter-14.js";
import { planted15 } from "./chapter-15.js";
import { planted16 } from "./chapter-16.js";
import { planted17 } from "./chapter-17.js";
import { planted18 } from "./chapter-18.js";
import { planted19 } from "./chapter-19.js";
import { planted22 } from "./chapter-22.js";
import { planted27 } from "./chapter-27.js";
import { planted20 } from "./chapter-20.js";
import { planted24 } from "./chapter-24.js";
import { planted21 } from "./chapter-21.js";
import { planted23 } from "./chapter-23.js";
import { planted26 } from "./chapter-26.js";
import { planted29 } from "./chapter-29.js";
import { planted25 } from "./chapter-25.js";
import { planted28 } from "./chapter-28.js";

/** The right answer to an exercise, and wrong ones with the hint they must get. */
interface Planted {
  readonly right: unknown;
  readonly wrong: readonly { readonly answer: unknown; readonly hint: RegExp }[];
}

/** Every exercise of the course, by name. */
export const planted: Readonly<Record<string, Planted>> = {
  ...planted00,
  ...planted01,
  ...planted02,
  ...planted03,
  ...planted04,
  ...planted05,
  ...planted06,
  ...planted07,
  ...planted08,
  ...planted09,
  ...planted10,
  ...planted11,
  ...planted12,
  ...planted13,
  ...planted14,
  ...planted15,
  ...planted16,
  ...planted17,
  ...planted18,
  ...planted19,
  ...planted22,
  ...planted27,
  ...planted20,
  ...planted24,
  ...planted21,
  ...planted23,
  ...planted26,
  ...planted29,
  ...planted25,
  ...planted28,
};
