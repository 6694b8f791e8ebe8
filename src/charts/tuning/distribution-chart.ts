import type { StudyView } from "../../tuning/trial/trial-record.js";
import type { Chart } from "../chart.js";
import { chart } from "../layers/chart.js";
import { assertSome } from "../layers/columns.js";
import { line } from "../layers/marks.js";
import { median } from "../../runtime/numbers.js";
import { capitalised, counted, numberText } from "../words.js";
import type { StudyChartOptions } from "./optimization-history.js";
import { checkStudyChart, someTrials } from "./trials.js";

/**
 * The empirical distribution of the objective: which share of the trials reached a value at least as low. Of two search
 * spaces tried at random, the one whose line rises earlier is the better one to minimize in.
 *
 * F(v) = #{trials with value ≤ v} / #trials, over the complete trials with a finite value.
 *
 * @param studies a study, or several, each told apart by its name
 * @param options titles, which objective, scale, and size in pixels
 * @returns the chart; its `summary` gives the number of trials and the median of each study
 * @throws {RangeError} if there is no study, or one has no complete trial
 * @example
 * const study = await createStudy({ sampler: randomSampler({ seed: 1 }) });
 * await study.optimize((trial) => trial.suggestFloat("x", 0, 1) ** 2, { trials: 20 });
 * distributionChart(study);
 * @see Radosavovic et al., "Designing network design spaces", 2020
 */
export function distributionChart(
  studies: StudyView | readonly StudyView[],
  options: StudyChartOptions = {},
): Chart {
  checkStudyChart("distributionChart", options);
  const list = [studies].flat();
  assertSome(list, "a distribution");
  const { objective = 0, valueTitle = "objective value", scale = "linear", ...size } = options;
  const measured = list.map((study, place) => ({
    label: labelOf(list, place),
    values: someTrials(study, "the distribution", objective).map(({ value }) => value).sort((a, b) => a - b), // prettier-ignore
  }));
  const title =
    options.title ?? `How the values of ${list.map(({ name }) => name).join(", ")} are distributed`;
  const texts = measured.map(
    ({ label, values }) =>
      `${label} ${counted(values.length, "complete trial")}, median ${numberText(median(values))}`,
  );
  const style = { interpolate: "step-after", clip: false };
  return chart([line(measured.flatMap(steps), { x: "value", y: "share", series: "study", style })], {
    ...size,
    title,
    subtitle: "line: the share of trials that are at least as low",
    summary: `${title}: ${texts.join("; ")}.`,
    x: { title: capitalised(valueTitle), scale, room: false },
    y: { title: "Share of trials", domain: [0, 1], cut: false },
    series: { title: "study" },
    zoom: false,
  });
}

/** Studies of one name, in different storages, are told apart by their place. */
function labelOf(studies: readonly StudyView[], place: number): string {
  const { name } = studies[place]!;
  return studies.filter((study) => study.name === name).length > 1 ? `${name} (${place + 1})` : name;
}

interface Step {
  readonly study: string;
  readonly value: number;
  readonly share: number;
}

/** A step at each value: up from zero at the lowest. */
function steps({ label, values }: { readonly label: string; readonly values: readonly number[] }): Step[] {
  const risen = values.map((value, index) => ({ study: label, value, share: (index + 1) / values.length }));
  return [{ study: label, value: values[0]!, share: 0 }, ...risen];
}
