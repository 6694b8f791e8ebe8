import { dealOut, readStoredTable, type StoredOptions, type StoredSet } from "./stored-file.js";
import { indices } from "../../random/shuffled.js";
import type { Table } from "../table/table.js";

const measured = ["precipitation", "temp_max", "temp_min", "wind"];
const featureNames = [...measured, "season (sine)", "season (cosine)"];
const mostDays = 60;

/** What is known about each day: its four measures, and where in the year it lies as a point of a circle. */
function dayByDay(table: Table): { dates: readonly Date[]; days: readonly (readonly number[])[] } {
  const cellsOf = (name: string): number[] =>
    table.columns.find((column) => column.name === name)!.cells.map(Number);
  const dates = cellsOf("date").map((time) => new Date(time));
  const columns = measured.map(cellsOf);
  const days = dates.map((date, day) => {
    const turn =
      (2 * Math.PI * (date.getTime() - Date.UTC(date.getUTCFullYear(), 0))) / (365.25 * 86_400_000);
    return [...columns.map((column) => column[day]!), Math.sin(turn), Math.cos(turn)];
  });
  return { dates, days };
}

function checkDays(days: number): void {
  if (Number.isInteger(days) && days >= 1 && days <= mostDays) return;
  throw new RangeError(
    `Cannot load "seattleWeather": days is ${days}, it must be a whole number from 1 to ${mostDays}.`,
  );
}

/**
 * Tomorrow's highest temperature in Seattle from the last `days` days, as sequences [days, features].
 *
 * Split by time, as a forecast is used: tomorrow lies in 2012 or 2013 for training, in 2014 for validation, in 2015 for the
 * test. No seed changes that.
 */
export async function loadSeattleWeather({ days: window }: StoredOptions): Promise<StoredSet> {
  checkDays(window);
  const { dates, days } = dayByDay(await readStoredTable("seattle-weather.csv", ["date", ...measured]));
  const count = days.length - window;
  const inputs = new Float32Array(count * window * featureNames.length);
  for (let start = 0; start < count; start++)
    inputs.set(days.slice(start, start + window).flat(), start * window * featureNames.length);
  const targets = Float32Array.from({ length: count }, (_, start) => days[start + window]![1]!);
  const inYears = (...years: readonly number[]): Int32Array =>
    indices(count).filter((start) => years.includes(dates[start + window]!.getUTCFullYear()));
  const parts = dealOut(
    {
      name: "seattleWeather",
      task: "regression",
      inputShape: [window, featureNames.length],
      outputs: 1,
      featureNames,
      targetName: "tomorrow's highest temperature (°C)",
    },
    { count, inputs, targets },
    { train: inYears(2012, 2013), validation: inYears(2014), test: inYears(2015) },
  );
  return { parts, numericColumns: measured.map((_, column) => column), inTime: true };
}
