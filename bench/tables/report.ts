import { mean } from "../../src/runtime/numbers.js";
import { tQuantile } from "../../src/runtime/special-functions.js";
import type { BenchTable } from "./list.js";
import type { Measured } from "./measure.js";

/** The models that are compared, and their names in the page. */
const models = { tunebook: "tunebook", linear: "linear", boosted: "boosted trees", flaml: "FLAML" } as const;
type Model = keyof typeof models;
const all = Object.keys(models) as Model[];

/** Whether all models were measured: a result that is kept may be older than one of them. */
export const isWhole = ({ reached }: Measured): boolean => all.every((model) => model in reached);

/** Every figure here is better when lower: RMSE, or the error rate. */
const errorOf = (measured: Measured, model: Model): number => {
  const { RMSE, accuracy } = measured.reached[model];
  return RMSE ?? 1 - accuracy!;
};

/** What is ranked: RMSE, or the log loss, which also judges the probabilities. */
const lossOf = (measured: Measured, model: Model): number => {
  const { RMSE, loss } = measured.reached[model];
  return RMSE ?? loss!;
};

type Figure = (measured: Measured, model: Model) => number;

/** How tunebook compares with the best of some others: by the 95 % interval of the mean difference over the splits (Student's t). */
function against(others: readonly Model[], own: readonly Measured[]): "better" | "level" | "**worse**" {
  const average = (model: Model): number => mean(own.map((one) => lossOf(one, model)));
  const best = others.reduce((least, other) => (average(other) < average(least) ? other : least));
  const gaps = own.map((one) => lossOf(one, "tunebook") - lossOf(one, best));
  const difference = mean(gaps);
  if (gaps.length < 2) return "level";
  const deviation = Math.sqrt(
    gaps.reduce((sum, gap) => sum + (gap - difference) ** 2, 0) / (gaps.length - 1),
  );
  const reach = (tQuantile(0.975, gaps.length - 1) * deviation) / Math.sqrt(gaps.length);
  if (Math.abs(difference) <= reach) return "level";
  return difference < 0 ? "better" : "**worse**";
}

function ranks(own: readonly Measured[], figure: Figure): Record<Model, number> {
  const averages = all.map((model) => mean(own.map((one) => figure(one, model))));
  const rankOf = (place: number): number =>
    averages.reduce((rank, value, other) => {
      if (other === place) return rank;
      return rank + (value < averages[place]! ? 1 : value === averages[place]! ? 0.5 : 0);
    }, 1);
  return Object.fromEntries(all.map((model, place) => [model, rankOf(place)])) as Record<Model, number>;
}

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const short = (value: number): string => String(Number(value.toPrecision(3)));

/** The page's tables: every table, then the mean ranks. */
export function resultTable(tables: readonly BenchTable[], measured: readonly Measured[]): string {
  const known = tables.flatMap((table) => {
    const own = measured.filter(({ table: name }) => name === table.name);
    return own.length > 0 ? [{ table, own }] : [];
  });
  const lines = known.map(({ table, own }) => {
    const figure = (model: Model): string => {
      const error = short(mean(own.map((one) => errorOf(one, model))));
      return table.task === "regression"
        ? error
        : `${error} (${short(mean(own.map((one) => lossOf(one, model))))})`;
    };
    const measure = table.task === "regression" ? "RMSE" : "error (log loss)";
    return row([
      table.name,
      measure,
      String(own.length),
      ...all.map(figure),
      against(["linear", "boosted"], own),
      against(["flaml"], own),
    ]);
  });
  const ranked = (name: string, figure: Figure): string =>
    row([
      name,
      "",
      "",
      ...all.map((model) => mean(known.map(({ own }) => ranks(own, figure)[model])).toFixed(2)),
      "",
      "",
    ]);
  return [
    row([
      "table",
      "measure",
      "splits",
      ...Object.values(models),
      "against the better plain model",
      "against FLAML",
    ]),
    row(["---", "---", "---:", ...all.map(() => "---:"), "---", "---"]),
    ...lines,
    ranked("mean rank by error", errorOf),
    ranked("mean rank by loss", lossOf),
  ].join("\n");
}
