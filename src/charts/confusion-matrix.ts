import { checkOptionNames } from "../runtime/nearest-name.js";
import type { Chart } from "./chart.js";
import type { Size } from "./compose.js";
import { heatmap } from "./heatmap.js";
import { assertSome } from "./layers/columns.js";
import { counted, numberText } from "./words.js";

/** Options for {@link confusionMatrix}. */
export interface ConfusionMatrixOptions extends Size {
  readonly title?: string;
  /** Names of the classes; by default their numbers. */
  readonly classNames?: readonly string[];
}

/**
 * True classes against predicted ones: correct predictions are on the diagonal, confusions off it.
 *
 * @param confusion rows are true classes, columns predicted ones, as in `run.evaluate(split).confusion`
 * @param options titles, and size in pixels
 * @returns the chart; its `summary` counts the correct predictions and names the most frequent mistake
 * @throws {RangeError} if the matrix is empty or not square
 * @example
 * confusionMatrix([[8, 2], [1, 9]], { classNames: ["cat", "dog"] });
 */
export function confusionMatrix(
  confusion: readonly (readonly number[])[],
  options: ConfusionMatrixOptions = {},
): Chart {
  checkOptionNames("call confusionMatrix", options, ["title", "classNames", "width", "height"]);
  assertSome(confusion, "a confusion matrix");
  const size = confusion.length;
  if (confusion.some((row) => row.length !== size)) {
    throw new RangeError(
      `Cannot draw a confusion matrix of ${size} rows: every row must have ${size} columns.`,
    );
  }
  const name = (index: number): string => options.classNames?.[index] ?? String(index);
  const cells = confusion.flatMap((row, truth) =>
    row.map((count, answer) => ({ truth: name(truth), answer: name(answer), count })),
  );
  const total = cells.reduce((sum, cell) => sum + cell.count, 0);
  const right = confusion.reduce((sum, row, index) => sum + row[index]!, 0);
  const wrong = cells.filter((cell) => cell.truth !== cell.answer && cell.count > 0);
  const worst = wrong.reduce<(typeof wrong)[number] | undefined>(
    (most, cell) => (most && most.count >= cell.count ? most : cell),
    undefined,
  );
  const often = worst
    ? `; most often ${worst.truth} is mistaken for ${worst.answer} (${worst.count} times)`
    : "";
  const title = options.title ?? "Confusion matrix";
  const share = total > 0 ? ` (${numberText((100 * right) / total)} %)` : "";
  return heatmap(cells, {
    title,
    subtitle: `${right} of ${counted(total, "example")} right${share}`,
    x: { field: "answer", title: "Predicted class" },
    y: { field: "truth", title: "True class" },
    value: { field: "count", title: "Examples" },
    hideZeros: true,
    summary: `${title}: ${right} of ${counted(total, "example")} right${share}${often}.`,
    width: options.width ?? Math.min(480, 38 * size),
    height: options.height ?? Math.min(400, 32 * size),
  });
}
