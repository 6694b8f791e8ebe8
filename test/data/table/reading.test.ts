import { expect } from "chai";
import fc from "fast-check";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unparse } from "papaparse";
import type { Cell } from "../../../src/data/table/column-type.js";
import { columnsOf, readTable, type TableOptions } from "../../../src/data/table/table.js";

const folder = mkdtempSync(join(tmpdir(), "tunebook-tables-"));
after(() => {
  rmSync(folder, { recursive: true });
});

/** The path of a file with these bytes. */
const file = (content: string | Uint8Array): string => {
  const path = join(folder, "table.csv");
  writeFileSync(path, content);
  return path;
};

const cells = (source: string, name: string, options: TableOptions = {}): readonly Cell[] =>
  readTable(source, options).columns.find((column) => column.name === name)!.cells;

const names = (source: string, options: TableOptions = {}): string[] =>
  readTable(source, options).columns.map(({ name }) => name);

const message = (source: string, options: TableOptions = {}): string => {
  try {
    readTable(source, options);
    return "";
  } catch (error) {
    expect(error).to.be.an.instanceOf(RangeError);
    return (error as Error).message;
  }
};

describe("readTable: how a file is written", () => {
  const text = "Fläche,Stadt\n98.1,Zürich\n14.7,Łódź\n";

  it("reads UTF-8 with and without a mark, and UTF-16 with its mark, in both orders", () => {
    const little = Buffer.from(`\uFEFF${text}`, "utf16le");
    const files = [text, `\uFEFF${text}`, little, Buffer.from(little).swap16()];
    for (const one of files) {
      expect(cells(file(one), "Fläche")).to.deep.equal([98.1, 14.7]);
      expect(cells(file(one), "Stadt")).to.deep.equal(["Zürich", "Łódź"]);
    }
  });

  it("refuses another encoding, shows the line, and reads it when it is named", () => {
    const latin = file(Buffer.from("tier,n\nhund,1\nBär,2\n", "latin1"));
    expect(message(latin)).to.match(
      /encoding is not UTF-8, see line 3, in Latin-1 "Bär,2".*encoding: "latin1"/,
    );
    expect(cells(latin, "tier", { encoding: "latin1" })).to.deep.equal(["hund", "Bär"]);
    expect(message(latin, { encoding: "latin-nine" })).to.match(/encoding "latin-nine".*windows-1252/);
    expect(message(file(Buffer.from("a,b\n1,2\n", "utf16le")))).to.match(/zero bytes.*encoding: "utf-16le"/);
  });

  it("reads line ends of Windows, Unix and old Macs, and those inside quotes", () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const source = file(["a;b", '1;"x, y', 'z"', "2;w", ""].join(end));
      expect(cells(source, "a")).to.deep.equal([1, 2]);
      expect(cells(source, "b")[1]).to.equal("w");
    }
  });

  it("finds the delimiter, also where names or cells hold commas", () => {
    for (const sign of [",", ";", "\t", "|"])
      expect(cells(`a${sign}b\n1${sign}2\n3${sign}4\n`, "b")).to.deep.equal([2, 4]);
    expect(cells("Temp, °C;Verbrauch\n3,0;90\n3,7;83\n", "Temp, °C")).to.deep.equal([3, 3.7]);
    expect(cells("   id   length  label\n    0     8.25   long\n    1     3     short\n", "length")).to.deep.equal([8.25, 3]); // prettier-ignore
    expect(cells('a,b\n"x; y",1\nz,2\n', "a")).to.deep.equal(["x; y", "z"]);
    expect(names("a;b,c\n1;2,3\n", { delimiter: "," })).to.deep.equal(["a;b", "c"]);
  });

  it("respects sep=, skips lines when told to, and otherwise shows the line taken as names", () => {
    expect(cells("sep=;\r\nid;label\r\n0;long\r\n1;short\r\n", "label")).to.deep.equal(["long", "short"]);
    const titled = "Survey of 1990, exported by X\nid,length,label\n0,8.25,long\n1,3,short\n";
    expect(message(titled)).to.match(/row 1 has 3 cells.*names has 2: "Survey of 1990, exported by X" \(the delimiter is ","\).*skipLines: 1/); // prettier-ignore
    expect(names(titled, { skipLines: 1 })).to.deep.equal(["id", "length", "label"]);
    expect(message("a comment, in words\nid;label\n0;long\n1;short\n", { delimiter: "," })).to.match(
      /row 1 has 1 cells.*"a comment, in words"/,
    );
    expect(message("a,b\n1,2\n", { skipLines: -1 })).to.match(/skip -1 lines/);
  });

  it("reads the signs that windows-1252 has and ISO-8859-1 lacks", () => {
    const bytes = Uint8Array.of(...Buffer.from("preis "), 0x80, ...Buffer.from(";n\n"), 0x93, 0x42, 0xe4, 0x72, 0x94, ...Buffer.from(";1\nx;2\n")); // prettier-ignore
    for (const encoding of ["latin1", "windows-1252"]) {
      expect(names(file(bytes), { encoding })).to.deep.equal(["preis €", "n"]);
      expect(cells(file(bytes), "preis €", { encoding })[0]).to.equal("“Bär”");
    }
  });

  it("leaves titles above the names out, and says so", () => {
    const body = "tag;ort;menge\n03.04.2025;Köln;1,5\n04.04.2025;Ulm;2,5\n";
    for (const head of ["Bericht 2025;;\nStand: 5.4.2025;;\n;;\n", "Bericht 2025\nStand: 5.4.2025\n\n"]) {
      const table = readTable(head + body);
      expect(table.columns.map(({ name }) => name)).to.deep.equal(["tag", "ort", "menge"]);
      expect(table.notes[0]).to.equal('Above the names 2 titles were left out: "Bericht 2025", "Stand: 5.4.2025".'); // prettier-ignore
    }
    expect(names("a,,\n1,2,3\n4,5,6\n")).to.deep.equal(["a", "column 2", "column 3"]);
    expect(names("# a comment\nid,label\n0,long\n1,short\n")).to.deep.equal(["id", "label"]);
  });

  it("leaves a row of totals and remarks below the table out, and says so", () => {
    const table = readTable("tag;ort;menge\n03.04.2025;Köln;1\n04.04.2025;Ulm;2\nSumme:;;3\nQuelle: Amt;;\n");
    expect(table.rows).to.equal(2);
    expect(table.columns[0]!.type.kind).to.equal("date");
    expect(table.notes.slice(0, 2)).to.deep.equal([
      'Below the table a remark was left out: "Quelle: Amt".',
      'The last row, "Summe:", was left out, because it sums up the others.',
    ]);
    expect(cells("a,b\nx,1\ny,2\nTotal,3\n", "b")).to.deep.equal([1, 2]);
    expect(cells("firm,b\nTotal,1\nEsso,2\nTotal,3\n", "b")).to.deep.equal([1, 2, 3]);
    expect(cells("a,b,c\n1,x,5\n2,y,6\n3,,\n", "a")).to.deep.equal([1, 2, 3]);
  });

  it("keeps odd and repeated names, and leaves an empty column without a name out", () => {
    const table = readTable('a,constructor,__proto__,"q""uote",a,\n1,2,3,4,5,\n6,7,8,9,10,\n');
    expect(table.columns.map(({ name }) => name)).to.deep.equal(["a", "constructor", "__proto__", 'q"uote', "a (2)"]); // prettier-ignore
    expect(table.columns.map(({ cells: own }) => own[1])).to.deep.equal([6, 7, 8, 9, 10]);
    expect(table.notes).to.have.length(2);
    expect(names('"How\r\n likely?",b\n1,2\n3,4\n')).to.deep.equal(["How likely?", "b"]);
    expect(names(",x\n7,1\n8,2\n")).to.deep.equal(["column 1", "x"]);
  });

  it("returns every string unchanged", () => {
    const word = fc.string({ unit: "grapheme", minLength: 1 }).map((text) => `w${text.trim()}w`);
    const rows = fc.array(fc.tuple(word, word), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(rows, fc.constantFrom(",", ";", "\t", "|"), (grid, delimiter) => {
        const source = unparse([["first", "second"], ...grid], { delimiter, quotes: true });
        const table = readTable(`${source}\r\n`, { delimiter });
        const plain = (cell: Cell | string): string => String(cell).replaceAll(/\r\n?/g, "\n");
        expect(table.columns[0]!.cells.map(plain)).to.deep.equal(grid.map(([one]) => plain(one)));
        expect(table.columns[1]!.cells.map(plain)).to.deep.equal(grid.map(([, two]) => plain(two)));
      }),
    );
  });

  const refused: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ["an empty file", "", /it is empty/],
    ["a file of blank lines", "\n\n\n", /it is empty/],
    ["a line of names alone", "a,b\n", /one line/],
    ["a picture", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13), /zero bytes/],
    ["an open quote", 'a,b\n"1,2\n3,4\n', /quotes/i],
    ["a row that is too long", "a,c\n1,2,3\n", /row 1 has 3 cells/],
  ];
  for (const [what, content, rule] of refused)
    it(`refuses ${what}`, () => {
      expect(message(file(content))).to.match(rule);
    });

  it("refuses a folder, a URL and a missing file", () => {
    expect(message(folder)).to.match(/it is a folder/);
    expect(message("https://example.org/houses.csv")).to.match(/URL.*Download it/);
    expect(message("nowhere.csv")).to.match(/no such file/);
  });
});

describe("readTable: what columns hold", () => {
  const column = (...texts: readonly string[]): string =>
    `x;k\n${texts.map((text) => `"${text}";k`).join("\n")}\n`;
  const read = (...texts: readonly string[]): readonly Cell[] => cells(column(...texts), "x");
  const note = (...texts: readonly string[]): string => readTable(column(...texts)).notes.join(" ");

  it("keeps codes as words", () => {
    expect(read("00501", "10001")).to.deep.equal(["00501", "10001"]);
    expect(note("00501", "10001")).to.match(/Column "x" was kept as words, because "00501" begins with 0/);
    expect(read("1e5", "2e5", "0x10")).to.deep.equal(["1e5", "2e5", "0x10"]);
    expect(read("90071992547409930", "7")).to.deep.equal(["90071992547409930", "7"]);
    expect(read("01", "02")).to.deep.equal(["01", "02"]);
    expect(read("0", "0.5", "-0.25", "1e5")).to.deep.equal([0, 0.5, -0.25, 1e5]);
  });

  it("reads numbers as people write them, and says so", () => {
    expect(read("4,4", "10,25")).to.deep.equal([4.4, 10.25]);
    expect(note("4,4", "10,25")).to.equal('Column "x" was read as numbers with a decimal comma.');
    expect(read("925,17", "1.090,34")).to.deep.equal([925.17, 1090.34]);
    expect(note("925,17", "1.090,34")).to.match(/a decimal comma and dots between thousands/);
    expect(read("1,250.5", "3,000,000")).to.deep.equal([1250.5, 3000000]);
    expect(read("1 250", "2\u00A0500,5")).to.deep.equal([1250, 2500.5]);
    expect(read("1'250", "300")).to.deep.equal([1250, 300]);
    expect(read("€ 1.250,50", "€ 3,00")).to.deep.equal([1250.5, 3]);
    expect(note("$1,250.50", "$3.00")).to.match(/commas between thousands and the currency \$/);
    expect(read("45%", "7.5 %")).to.deep.equal([45, 7.5]);
    expect(note("45%", "7.5%")).to.match(/percent sign \(45% is 45\)/);
    expect(read("−3", "+4")).to.deep.equal([-3, 4]);
  });

  it("reads numbers with a unit that all cells have", () => {
    expect(read("73.7 m²", "51m2", "80 sqm")).to.deep.equal([73.7, 51, 80]);
    expect(note("73.7 m²", "51m2")).to.equal('Column "x" was read as numbers with the unit m².');
    expect(read("1,5 km", "12 km", "-3km")).to.deep.equal([1.5, 12, -3]);
    expect(read("5 km/h", "21.5 km/h", "20 °C")).to.deep.equal(["5 km/h", "21.5 km/h", "20 °C"]);
    expect(note("5 km", "7 km", "6 mi")).to.match(/kept as words, because most.*unit km, and "6 mi" is not/);
    expect(read("EUR 1,250", "€3,000,000")).to.deep.equal([1250, 3000000]);
    expect(read("007B", "012B")).to.deep.equal(["007B", "012B"]);
    expect(read("12", "12a", "14b")).to.deep.equal(["12", "12a", "14b"]);
    expect(read("3 Jan 2024", "4 Jan 2024")).to.deep.equal(["3 Jan 2024", "4 Jan 2024"]);
    const text = column("5 km", "7 km");
    const [again] = columnsOf([{ name: "x", type: readTable(text).columns[0]!.type, raw: ["9 km", "9", 9] }]);
    expect(again!.cells).to.deep.equal([9, 9, 9]);
  });

  it("decides what 1,234 is by the rest of the file, says so, and can be told", () => {
    expect(cells('x,k\n"1,234",a\n"5,678",b\n', "x")).to.deep.equal([1234, 5678]);
    expect(cells("x;k\n1,234;a\n5,678;b\n", "x")).to.deep.equal([1.234, 5.678]);
    expect(cells("x;y\n1.234;1,5\n5.678;2,5\n", "x")).to.deep.equal([1234, 5678]);
    expect(cells("x;y\n1.234;1\n5.678;2\n", "x")).to.deep.equal([1.234, 5.678]);
    expect(readTable('x,k\n"1,234",a\n"5,678",b\n').notes[0]).to.match(/use columns: .*decimalComma/);
    expect(cells('x,k\n"1,234",a\n"5,678",b\n', "x", { columns: { x: "decimalComma" } })).to.deep.equal([1.234, 5.678]); // prettier-ignore
    expect(cells("x;k\n1,234;a\n5,678;b\n", "x", { columns: { x: "number" } })).to.deep.equal([1234, 5678]);
    expect(cells("x,k\n12,a\n7,b\n", "x", { columns: { x: "words" } })).to.deep.equal(["12", "7"]);
  });

  it("reads every number as it was written, in each of the ways", () => {
    const numbers = fc.array(fc.integer({ min: -9_999_999, max: 9_999_999 }), {
      minLength: 4,
      maxLength: 30,
    });
    const ways = [["de-DE", "4,4"], ["en-US", "4.4"], ["fr-FR", "4,4"], ["de-CH", "4.4"]] as const; // prettier-ignore
    fc.assert(
      fc.property(numbers, fc.constantFrom(...ways), (hundredths, [language, sure]) => {
        const values = hundredths.map((value) => value / 100);
        const shown = new Intl.NumberFormat(language, { minimumFractionDigits: 2 });
        expect(read(sure, ...values.map((value) => shown.format(value))).slice(1)).to.deep.equal(
          values.map((value) => (value === 0 ? 0 : value)),
        );
      }),
    );
  });

  it("reads dates, times and truth values", () => {
    expect(read("2024-01-01", "2024-02-29")).to.deep.equal([Date.UTC(2024, 0, 1), Date.UTC(2024, 1, 29)]);
    expect(read("2024-01-01T10:30:00Z", "2024-01-01 12:00+02:00")).to.deep.equal([Date.UTC(2024, 0, 1, 10, 30), Date.UTC(2024, 0, 1, 10)]); // prettier-ignore
    expect(read("31.12.2023", "1.2.2024")).to.deep.equal([Date.UTC(2023, 11, 31), Date.UTC(2024, 1, 1)]);
    expect(read("12/31/2023", "1/2/2024")).to.deep.equal([Date.UTC(2023, 11, 31), Date.UTC(2024, 0, 2)]);
    expect(message(column("1/2/2024", "3/4/2024"))).to.match(/day or with the month first.*"dayFirst" } or "monthFirst"/); // prettier-ignore
    expect(cells(column("1/2/2024", "3/4/2024"), "x", { columns: { x: "dayFirst" } })[0]).to.equal(Date.UTC(2024, 1, 1)); // prettier-ignore
    expect(read("2024-02-30", "2024-01-01")).to.deep.equal(["2024-02-30", "2024-01-01"]);
    expect(read("7:30", "19:15")).to.deep.equal([7.5, 19.25]);
    expect(read("true", "false")).to.deep.equal([true, false]);
    expect(read("True", "False")).to.deep.equal(["True", "False"]);
  });

  it("takes the usual words for missing values, and infinity among numbers", () => {
    expect(read("1", "NA", "?", "-", "", "nan", "2")).to.deep.equal([1, null, null, null, null, null, 2]);
    expect(read("1", "-inf", "Infinity", "2")).to.deep.equal([1, null, null, 2]);
    expect(note("1", "-inf", "2")).to.match(/"x": 1 infinite value counts as missing/);
  });

  it("takes words that its owner names for missing values", () => {
    const options = { missing: ["on request", -1] };
    expect(cells(column("1", "on request", "-1", "2"), "x", options)).to.deep.equal([1, null, null, 2]);
    expect(cells(column("a", "On request", "on request", "b"), "x", options)).to.deep.equal(["a", "On request", null, "b"]); // prettier-ignore
    expect(() => readTable(column("1", "2"), { missing: "x" as never })).to.throw(TypeError, /missing: "x".*a list/); // prettier-ignore
    const odd = ["oops", "n/k", "oops", "1", "2", "3", "4", "5"];
    expect(message(column(...odd))).to.match(/3 of 8 cells, for example "oops" in row 1, also "n\/k"; use missing: \["oops"\]/); // prettier-ignore
  });

  it("refuses words in columns of numbers, all columns at once, with row and word", () => {
    const rows = Array.from({ length: 9 }, (_, row) => `${row},${row / 2},k`);
    const text = ["a,b,c", ...rows, "oops,1,k", "1,n/k,k", ""].join("\n");
    expect(message(text)).to.match(/column "a" holds numbers except in 1 of 11 cells, for example "oops" in row 10; .*columns: { "a": "words" }/); // prettier-ignore
    expect(message(text)).to.match(/column "b".*"n\/k" in row 11/s);
    expect(message(text, { columns: { z: "words" } })).to.match(
      /read as "words" column "z".*The columns are a, b, c/,
    );
    expect(message("a,b\n1,x\n2,4\n", { columns: { b: "number" } })).to.match(/"b": row 1 holds "x", and the column is read as numbers/); // prettier-ignore
    const all = message("a,b\n1,x\nw,2\n2,y\n", { columns: { a: "number", b: "number" } });
    expect(all).to.match(
      /^Cannot use 3 cells\..*\n {2}column "a": row 2 holds "w".*\n {2}column "b": row 1.*\n {2}column "b": row 3/,
    );
  });
});
