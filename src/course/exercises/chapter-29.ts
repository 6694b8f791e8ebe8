import { defineExercises, isNumber } from "./exercise.js";

/** An entry of a submitted plan. */
const entry = (answer: unknown, name: string): unknown => (answer as Record<string, unknown>)[name];

const isText = (value: unknown): value is string => typeof value === "string" && value.trim().length > 2;

const isPositive = (value: unknown): boolean => isNumber(value) && value > 0;

/** The numbers of trials that a plan gives to its sides. */
const trialsOf = (answer: unknown): unknown[] => Object.values(entry(answer, "trials") as object);

/**
 * How many repetitions a t interval needs to lie above minus the margin in 80 % of the studies of two equal sides.
 *
 * n = ((1.960 + 0.842) · spread / margin)² + 1.960² / 2.
 *
 * @see Guenther, "Sample size formulas for normal theory t tests", 1981
 */
const repetitionsFor = (spread: number, margin: number): number => ((2.802 * spread) / margin) ** 2 + 1.921;

defineExercises(
  {
    id: "29.1",
    takes: "one whole number, the images in the test set",
    steps: [
      {
        met: isNumber,
        hint: "Hand in one number: how many test images it takes.",
      },
      {
        met: (answer) => (answer as number) < 760 || (answer as number) > 780,
        hint: "With that many the interval reaches just as far as the lead. But the measured lead falls short of the true one in half of all studies: the power would be 50 %.",
      },
      {
        met: (answer) => (answer as number) > 1,
        hint: "In which unit is the lead? One point is a share of 0.01 of the images.",
      },
      {
        met: (answer) => (answer as number) > 100,
        hint: "The standard error is √(0.02 / n): the share of images stands under the root, too.",
      },
      {
        met: (answer) => (answer as number) < 10_000,
        hint: "Only the images on which the two differ count. Where is their share in your formula?",
      },
      {
        met: (answer) => (answer as number) >= 1540 && (answer as number) <= 1600,
        hint: "Set 2.8 standard errors, √(0.02 / n) each, equal to the lead and solve for n.",
      },
    ],
    answer:
      "About 1,570 images: 0.02 · (2.8 / 0.01)². With 1.96 in place of 2.8 it would be 769, and a true lead of one point would be overlooked every second time. Halve the lead you want to see, and it takes four times the images; but if the two differ on fewer images, it takes fewer.",
  },
  {
    id: "29.2",
    takes: "one number, the share of the studies in percent",
    steps: [
      {
        met: isNumber,
        hint: "Hand in one number: the share of the studies in percent.",
      },
      {
        met: (answer) => (answer as number) > 1,
        hint: "In percent: of a hundred studies, in how many does it happen?",
      },
      {
        met: (answer) => (answer as number) > 4,
        hint: "That is about how often it happens with a single look. Your colleague looks sixteen times and stops at the first that pleases.",
      },
      {
        met: (answer) => (answer as number) < 30,
        hint: "Sixteen looks are sixteen chances, but not sixteen independent ones: each look shares all the draws of the look before.",
      },
      {
        met: (answer) => (answer as number) < 15,
        hint: "Only intervals that lie above 0 count; those that lie below it please nobody.",
      },
      {
        met: (answer) => (answer as number) > 8.2 && (answer as number) < 11.2,
        hint: "Close. Invent at least 2,000 studies, each with up to twenty draws of one number around 0, and look after draws 5, 6, … 20.",
      },
    ],
    answer:
      "Nearly ten of a hundred, in place of two and a half: whoever looks often and stops when pleased finds differences that are not there. Nothing in such a report looks wrong, since every single interval is correct. There are honest ways to look in between, which pay for each look with a wider interval (sequential designs). Without one, the number of draws stands in the protocol.",
  },
  {
    id: "29.3",
    takes: "your plan, an object with the entries of the checklist",
    steps: [
      {
        met: (answer) => typeof answer === "object" && answer !== null && !Array.isArray(answer),
        hint: "Hand in the plan itself, an object with the entries of the checklist.",
      },
      {
        met: (answer) =>
          isText(entry(answer, "question")) && /\?\s*$/.test(String(entry(answer, "question"))),
        hint: "question: one sentence that ends with a question mark and that a number can answer.",
      },
      {
        met: (answer) => isText(entry(answer, "yardstick")),
        hint: "yardstick: which predictor that learns nothing, or next to nothing, stands beside your networks?",
      },
      {
        met: (answer) => trialsOf(answer).length >= 2 && trialsOf(answer).every(isPositive),
        hint: "trials: how many settings does each side try? Name two sides or more, each with its number.",
      },
      {
        met: (answer) => new Set(trialsOf(answer)).size === 1,
        hint: "trials: one side may try more settings than the other. Then a lead may be the effort and not the idea.",
      },
      {
        met: (answer) => isText(entry(answer, "chooses")) && isText(entry(answer, "judges")),
        hint: "chooses, judges: on which data are the settings chosen, and on which is the winner judged?",
      },
      {
        met: (answer) => entry(answer, "chooses") !== entry(answer, "judges"),
        hint: "chooses, judges: data that chose a winner flatter it. Judge on others.",
      },
      {
        met: (answer) => isText(entry(answer, "repeats")),
        hint: "repeats: what is done again to get one more independent number: a draw of the data, a seed, a patient?",
      },
      {
        met: (answer) => isPositive(entry(answer, "spread")) && isPositive(entry(answer, "margin")),
        hint: "spread, margin: how far do you expect the difference to vary from repetition to repetition, and which difference would matter? Two positive numbers, in one unit.",
      },
      {
        met: (answer) =>
          Number.isInteger(entry(answer, "repetitions")) && Number(entry(answer, "repetitions")) >= 5,
        hint: "repetitions: a whole number, five or more. Fewer settle nothing here.",
      },
      {
        met: (answer) =>
          Number(entry(answer, "repetitions")) >=
          repetitionsFor(Number(entry(answer, "spread")), Number(entry(answer, "margin"))),
        hint: "repetitions: with this spread and this margin, more than one study in five would end “not settled” even if both sides are equally good. It takes more repetitions, or a wider margin that you can defend.",
      },
      {
        met: (answer) => entry(answer, "testOpened") === 1,
        hint: "testOpened: how often will the data that judge be looked at? There is one right number.",
      },
      {
        met: (answer) =>
          Array.isArray(entry(answer, "costs")) && (entry(answer, "costs") as unknown[]).some(isText),
        hint: "costs: a list of what stands beside the accuracy in the report, for example parameters and seconds.",
      },
      {
        met: (answer) => isText(entry(answer, "ifNotSettled")),
        hint: "ifNotSettled: what will you write if the interval settles nothing? Decide it now, while you do not know.",
      },
    ],
    answer:
      "The plan is complete: somebody else could carry it out, and could hold you to it. What no program can mark is left to you and a colleague: is the question worth asking, is the margin one that the people concerned would accept, are the data that judge like those that the network will meet in use? Put a date on it, show it to somebody, and only then start the first run.",
  },
);
