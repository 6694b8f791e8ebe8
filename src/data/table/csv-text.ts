import { readFileSync, statSync, type Stats } from "node:fs";

/** Text with its name for messages. */
export interface NamedText {
  readonly what: string;
  readonly text: string;
}

/** Whether a source is the text of a table rather than the path of one. */
export const isTableText = (source: string): boolean => /[\n\r]/.test(source);

/**
 * The text of a table: the source itself if it has more than one line, else the file of that path.
 *
 * Files are UTF-8, with or without a byte-order mark, or UTF-16 with its mark. Anything else needs `encoding`.
 *
 * @param encoding a name that `TextDecoder` knows, for example "latin1" or "windows-1252"
 * @throws {RangeError} if there is no such file, it is not text, or its encoding is not known
 */
export function tableText(source: string, encoding?: string): NamedText {
  if (isTableText(source)) return { what: "the text", text: source.replace(/^\uFEFF/, "") };
  return { what: source, text: decoded(fileBytes(source), source, encoding) };
}

function fileBytes(path: string): Buffer {
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(path))
    throw new RangeError(
      `Cannot read the table "${path}": it is a URL, and tables are read from files. Download it first, ` +
        "or pass its text.",
    );
  const stats = statsOf(path);
  if (stats === undefined)
    throw new RangeError(
      `Cannot read the table "${path}": there is no such file. Give the path of a CSV file (relative to ${process.cwd()}), or ` +
        "the text of one, with a line of column names first.",
    );
  if (!stats.isFile())
    throw new RangeError(
      `Cannot read the table "${path}": it is ${stats.isDirectory() ? "a folder" : "not a file"}; give the path of a CSV file.`,
    );
  return readFileSync(path);
}

function statsOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

function decoded(bytes: Buffer, what: string, encoding: string | undefined): string {
  if (encoding !== undefined) return decodedAs(encoding, bytes, what);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes.subarray(0, 10_000).includes(0))
    throw new RangeError(
      `Cannot read ${what} as a table: it holds zero bytes, so it is not UTF-8 text. If it is text in UTF-16 without a ` +
        'byte-order mark, name the encoding: encoding: "utf-16le". A spreadsheet must be saved as CSV first.',
    );
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new RangeError(notUtf8(bytes, what), { cause });
  }
}

function decodedAs(encoding: string, bytes: Buffer, what: string): string {
  try {
    const decoder = new TextDecoder(encoding);
    const text = decoder.decode(bytes);
    return decoder.encoding === "windows-1252" ? text.replaceAll(/[\u0080-\u009F]/g, signOf) : text;
  } catch (cause) {
    throw new RangeError(
      `Cannot read ${what} with encoding "${encoding}": there is no encoding of that name. Common ones are "utf-8", "windows-1252" ` +
        '(also called "latin1"), "utf-16le", "shift_jis" and "gb18030".',
      { cause },
    );
  }
}

/** What windows-1252 has at the bytes 0x80 to 0x9F; five of them mean nothing. */
const windowsSigns = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

/** Node 20 decodes windows-1252, and "latin1", which is a name of it, as ISO-8859-1: "€" becomes a control character. */
const signOf = (control: string): string => windowsSigns[control.charCodeAt(0) - 0x80]!;

/** Names the first line that is not UTF-8, as Latin-1 would show it. */
function notUtf8(bytes: Buffer, what: string): string {
  const isUtf8 = (line: Buffer): boolean => Buffer.from(line.toString("utf8")).equals(line);
  let [line, start] = [1, 0];
  for (;;) {
    const end = bytes.indexOf(10, start);
    const one = bytes.subarray(start, end < 0 ? bytes.length : end);
    if (end < 0 || !isUtf8(one))
      return (
        `Cannot read ${what} as a table: its encoding is not UTF-8, see line ${line}, in Latin-1 "${decodedAs("latin1", one, what).slice(0, 60).trim()}". ` +
        'Name the encoding, for example encoding: "latin1", or save the file as UTF-8.'
      );
    [line, start] = [line + 1, end + 1];
  }
}
