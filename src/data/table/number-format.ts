/** How the numbers of one column are written. */
export interface NumberFormat {
  readonly decimal: "." | ",";
  /** The thousands separator, if any. */
  readonly thousands?: "," | "." | " " | "'";
  /** A currency, a percent sign or a unit such as "km" that every cell has. */
  readonly unit?: string;
}

/** As JavaScript writes them. */
export const plainFormat: NumberFormat = { decimal: "." };

/** A currency sign or three-letter code in front, or one of these, a percent sign or a unit at the end. */
const unitPattern = /^([+-]?)(?:([€$£¥₹]|[A-Z]{3}(?=[ \d.]))\s*)?([+-]?[\d.,'’\s]*\d[\d.,'’\s]*(?:[eE][+-]?\d+)?)([%‰€$£¥₹]|[A-Za-zµμ°][A-Za-zµμ°/² ³.]{0,11}[23]?)?$/u; // prettier-ignore

interface Measured {
  readonly digits: string;
  readonly unit: string | undefined;
}

/** No real number is written with more characters. */
const longest = 60;

/** A number and its unit, with minus signs and spaces normalised; undefined if the text is not a number at all. */
function measured(text: string): Measured | undefined {
  if (text.length > longest) return undefined;
  const plain = text.replaceAll("−", "-").replaceAll(/[\u00A0\u2009\u202F]/g, " ").replaceAll("’", "'"); // prettier-ignore
  const match = unitPattern.exec(plain);
  if (match === null) return undefined;
  const [, sign = "", before, digits = "", after] = match;
  if (before !== undefined && after !== undefined) return undefined;
  return { digits: sign + digits.trim(), unit: oneUnit(before ?? after) };
}

/** Other ways to write the same unit. */
const sameUnits: Readonly<Record<string, string>> = { EUR: "€", GBP: "£", sqm: "m²", qm: "m²" };

function oneUnit(unit: string | undefined): string | undefined {
  if (unit === undefined) return undefined;
  const raised = unit.replace(/(?<=m)2$/, "²").replace(/(?<=m)3$/, "³");
  return Object.hasOwn(sameUnits, raised) ? sameUnits[raised] : raised;
}

/** A currency or a percent sign, which stands at numbers only. */
export const isMoneyOrShare = (unit: string): boolean => /^(?:[%‰€$£¥₹]|[A-Z]{3})$/.test(unit);

/** The unit that most strings have; undefined if most have none. */
function usualUnit(texts: Tally): string | undefined {
  const counts = new Map<string | undefined, number>();
  for (const [text, often] of texts) {
    const found = usual.test(text) ? { unit: undefined } : measured(text);
    if (found !== undefined) counts.set(found.unit, (counts.get(found.unit) ?? 0) + often);
  }
  return [...counts].reduce<[string | undefined, number]>((best, one) => (one[1] > best[1] ? one : best), [undefined, 0])[0]; // prettier-ignore
}

const patterns = new Map<string, RegExp>();

function patternOf({ decimal, thousands }: NumberFormat): RegExp {
  const key = decimal + (thousands ?? "");
  const known = patterns.get(key);
  if (known) return known;
  const whole =
    thousands === undefined ? String.raw`\d+` : String.raw`(?:\d{1,3}(?:[${thousands}]\d{3})+|\d+)`;
  const pattern = new RegExp(String.raw`^[+-]?(?:${whole}(?:[${decimal}]\d*)?|[${decimal}]\d+)(?:[eE][+-]?\d+)?$`); // prettier-ignore
  patterns.set(key, pattern);
  return pattern;
}

/** Most numbers are written this way, and no format with a decimal point reads them differently. */
const usual = /^-?\d{1,16}(?:\.\d+)?$/;

/** The number that a string stands for; undefined if it is not in this format. */
export function parseNumber(text: string, format: NumberFormat): number | undefined {
  if (format.decimal === "." && format.unit === undefined && usual.test(text)) return Number(text);
  const found = measured(text);
  if (found === undefined || found.unit !== format.unit || !patternOf(format).test(found.digits))
    return undefined;
  const grouped =
    format.thousands === undefined ? found.digits : found.digits.replaceAll(format.thousands, "");
  return Number(format.decimal === "," ? grouped.replace(",", ".") : grouped);
}

/** In the order in which they are tried. */
const formats: readonly NumberFormat[] = [
  plainFormat,
  { decimal: ",", thousands: "." },
  { decimal: ".", thousands: "," },
  { decimal: ".", thousands: " " },
  { decimal: ",", thousands: " " },
  { decimal: ".", thousands: "'" },
];

/** The ways in which some cells of a column can be read as numbers. */
export interface NumberReading {
  readonly format: NumberFormat;
  /** How many cells are numbers in this format. */
  readonly count: number;
  /** Another format in which all cells are also numbers, but different ones: "1,234" and "1.234" are ambiguous. */
  readonly rival?: NumberFormat;
}

/** Strings with their counts: repeated words and dates of a long table are examined once. */
export type Tally = ReadonlyMap<string, number>;

/**
 * The format in which most of the strings are numbers; the earlier one in a tie.
 *
 * @param texts without missing values
 */
export function readingOf(texts: Tally): NumberReading {
  const unit = usualUnit(texts);
  const total = sum(texts, () => true);
  let [format, count] = [withUnit(plainFormat, unit), -1];
  for (const candidate of formats) {
    const whole = withUnit(candidate, unit);
    const fitting = sum(texts, (text) => parseNumber(text, whole) !== undefined);
    if (fitting > count) [format, count] = [whole, fitting];
    if (count === total) break;
  }
  const rival = count === total ? rivalOf(format, texts) : undefined;
  return { format: tidy(format, texts), count, ...(rival && { rival: withUnit(rival, unit) }) };
}

/** How many strings, weighted by count, satisfy the test. */
export function sum(texts: Tally, isSuch: (text: string) => boolean): number {
  let count = 0;
  for (const [text, often] of texts) if (isSuch(text)) count += often;
  return count;
}

const withUnit = (format: NumberFormat, unit: string | undefined): NumberFormat =>
  unit === undefined ? format : { ...format, unit };

/** A thousands separator is named only if it occurs. */
function tidy(format: NumberFormat, texts: Tally): NumberFormat {
  const { thousands, ...rest } = format;
  if (thousands === undefined) return format;
  for (const text of texts.keys()) if (measured(text)?.digits.includes(thousands)) return format;
  return rest;
}

/** "1,234" and "1.234" with nothing else in the column: the sign may be a decimal or a thousands separator. */
function rivalOf({ decimal }: NumberFormat, texts: Tally): NumberFormat | undefined {
  const other = decimal === "," ? "." : ",";
  const isGroup = new RegExp(String.raw`^[+-]?[1-9]\d{0,2}[${decimal}]\d{3}$`);
  let doubtful = false;
  for (const text of texts.keys()) {
    const { digits = "" } = measured(text) ?? {};
    if (digits.includes(other)) return undefined;
    if (!digits.includes(decimal)) continue;
    if (!isGroup.test(digits)) return undefined;
    doubtful = true;
  }
  return doubtful ? { decimal: other, thousands: decimal } : undefined;
}

/** "read as numbers with a decimal comma", or undefined for the plain format. */
export function formatNote({ decimal, thousands, unit }: NumberFormat): string | undefined {
  const signs = { ",": "commas", ".": "dots", " ": "spaces", "'": "apostrophes" };
  const parts = [
    ...(decimal === "," ? ["a decimal comma"] : []),
    ...(thousands === undefined ? [] : [`${signs[thousands]} between thousands`]),
    ...(unit === undefined ? [] : [unitNote(unit)]),
  ];
  return parts.length === 0 ? undefined : `read as numbers with ${parts.join(" and ")}`;
}

function unitNote(unit: string): string {
  if (unit === "%") return "a percent sign (45% is 45)";
  return isMoneyOrShare(unit) ? `the currency ${unit}` : `the unit ${unit}`;
}
