/** In which order the parts of dates are written. */
export type DateOrder = "yearFirst" | "dayFirst" | "monthFirst";

const timePattern = String.raw`(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?`;
const yearFirst = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${timePattern}$`);
const yearLast = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${timePattern}$`);

/** Milliseconds since 1970 (UTC where no zone is named); undefined if the text is not such a date. */
export function parseDate(text: string, order: DateOrder): number | undefined {
  const match = (order === "yearFirst" ? yearFirst : yearLast).exec(text);
  if (match === null) return undefined;
  const [, first, , second, third, hour = "0", minute = "0", seconds = "0", fraction = "0", zone] = match;
  const [year, month, day] = {
    yearFirst: [first, second, third],
    dayFirst: [third, second, first],
    monthFirst: [third, first, second],
  }[order].map(Number) as [number, number, number];
  const time = Date.UTC(year, month - 1, day, Number(hour), Number(minute), Number(seconds));
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists || Number(hour) > 24 || Number(minute) > 59 || Number(seconds) > 60) return undefined;
  return time + Number(`0.${fraction}`) * 1000 - zoneOffset(zone);
}

function zoneOffset(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  return (zone.startsWith("-") ? -1 : 1) * (60 * hours + minutes) * 60_000;
}

/** The orders in which all strings are dates. */
export function dateOrders(texts: readonly string[]): DateOrder[] {
  const orders: readonly DateOrder[] = ["yearFirst", "dayFirst", "monthFirst"];
  return orders.filter((order) => texts.every((text) => parseDate(text, order) !== undefined));
}

/** Hours since midnight of "7:30" or "07:30:15"; undefined if the text is not a time of day. */
export function parseTime(text: string): number | undefined {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (match === null) return undefined;
  const [hours, minutes, seconds] = [match[1], match[2], match[3] ?? 0].map(Number) as [number, number, number]; // prettier-ignore
  return hours < 24 && minutes < 60 && seconds < 60 ? hours + minutes / 60 + seconds / 3600 : undefined;
}
