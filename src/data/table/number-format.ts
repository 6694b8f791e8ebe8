/** How the numbers of one column are written. */
export interface NumberFormat {
  readonly decimal: "." | ",";
  /** What separates thousands, where something does. */
  readonly thousands?: "," | "." | " " | "'";
  /** A currency or a percent sign that every cell has. */
  readonly unit?: string;
}

/** As JavaScript writes them. */
export const plainFormat: NumberFormat = { decimal: "." };

/** A currency sign or its three letters in front, or one of these or a percent sign behind. */
const unitPattern = /^([+-]?)(?:([€$£¥₹]|[A-Z]{3}(?=[ \d.]))\s*)?([+-]?[\d.,'’\s]*\d[\d.,'’\s]*(?:[eE][+-]?\d+)?)(?:([%€$£¥₹]|[A-Z]{3}))?$/u; // prettier-ignore

interface Measured {
  readonly digits: string;
  readonly unit: string | undefined;
}

/** No number that anybody writes has more signs. */
const longest = 60;

/** A number and its unit, the minus sign and the spaces brought to one kind; undefined if the text is no number at all. */
function measured(text: string): Measured | undefined {
  if (text.length > longest) return undefined;
  const plain = text.replaceAll("−", "-").replaceAll(/[\u00A0\u2009\u202F]/g, " ").replaceAll("’", "'"); // prettier-ignore
  const match = unitPattern.exec(plain);
  if (match === null) return undefined;
  const [, sign = "", before, digits = "", after] = match;
  if (before !== undefined && after !== undefined) return undefined;
  return { digits: sign + digits.trim(), unit: before ?? after };
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

/** The number that a text stands for; undefined if it is not written so. */
export function parseNumber(text: string, format: NumberFormat): number | undefined {
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
  /** How many cells are numbers so. */
  readonly count: number;
  /** The other format in which all cells are numbers, too, but different ones: "1,234" and "1.234" say no more. */
  readonly rival?: NumberFormat;
}

/**
 * The format in which most of the texts are numbers; the earlier one among equals.
 *
 * @param texts without missing values
 */
export function readingOf(texts: readonly string[]): NumberReading {
  const unit = measured(texts[0] ?? "")?.unit;
  let [format, count] = [withUnit(plainFormat, unit), -1];
  for (const candidate of formats) {
    const whole = withUnit(candidate, unit);
    const fitting = texts.filter((text) => parseNumber(text, whole) !== undefined).length;
    if (fitting > count) [format, count] = [whole, fitting];
    if (count === texts.length) break;
  }
  const rival = rivalOf(format, texts);
  return { format: tidy(format, texts), count, ...(rival && { rival: withUnit(rival, unit) }) };
}

const withUnit = (format: NumberFormat, unit: string | undefined): NumberFormat =>
  unit === undefined ? format : { ...format, unit };

/** A separator of thousands is named only if it occurs. */
function tidy(format: NumberFormat, texts: readonly string[]): NumberFormat {
  const { thousands, ...rest } = format;
  return thousands === undefined || texts.some((text) => measured(text)?.digits.includes(thousands))
    ? format
    : rest;
}

/** "1,234" and "1.234" with nothing else in the column: the sign may be the decimal one or one between thousands. */
function rivalOf({ decimal }: NumberFormat, texts: readonly string[]): NumberFormat | undefined {
  const digits = texts.flatMap((text) => measured(text)?.digits ?? []);
  const other = decimal === "," ? "." : ",";
  const signed = digits.filter((text) => text.includes(decimal));
  if (signed.length === 0 || digits.some((text) => text.includes(other))) return undefined;
  const isGroup = new RegExp(String.raw`^[+-]?[1-9]\d{0,2}[${decimal}]\d{3}$`);
  return signed.every((text) => isGroup.test(text)) ? { decimal: other, thousands: decimal } : undefined;
}

/** "read as numbers with a decimal comma", or undefined where there is nothing to say. */
export function formatNote({ decimal, thousands, unit }: NumberFormat): string | undefined {
  const signs = { ",": "commas", ".": "dots", " ": "spaces", "'": "apostrophes" };
  const parts = [
    ...(decimal === "," ? ["a decimal comma"] : []),
    ...(thousands === undefined ? [] : [`${signs[thousands]} between thousands`]),
    ...(unit === undefined ? [] : [unit === "%" ? "a percent sign (45% is 45)" : `the currency ${unit}`]),
  ];
  return parts.length === 0 ? undefined : `read as numbers with ${parts.join(" and ")}`;
}
