/// <reference lib="dom" />
// The search: reads the index that was made with the site, and lists what it finds while one types.
{
  const { searchIndex, MiniSearch } = /** @type {any} */ (window);
  const { options } = searchIndex;
  /** @type {import("minisearch").default<import("../search-index.mjs").Section>} */
  const index = MiniSearch.loadJS(searchIndex.index, options);
  const most = 50;
  /** How much of a section is shown around the first word found, in characters. */
  const around = 100;

  const input = /** @type {HTMLInputElement} */ (document.querySelector("input[name=q]"));
  const results = /** @type {HTMLElement} */ (document.querySelector("#results"));
  const count = /** @type {HTMLElement} */ (document.querySelector("#count"));

  /** Text with the words found marked. @param {HTMLElement} into @param {string} text @param {readonly string[]} terms */
  function marked(into, text, terms) {
    const pattern = new RegExp(`(${terms.map((term) => term.replace(/[^\p{L}\p{N}]/gu, "\\$&")).join("|")})`, "iu"); // prettier-ignore
    text.split(pattern).forEach((piece, at) => {
      const mark = at % 2 === 1 ? document.createElement("mark") : undefined;
      if (mark) mark.textContent = piece;
      into.append(mark ?? piece);
    });
  }

  /** The part of a text in which something was found. @param {string} text @param {readonly string[]} terms */
  function excerpt(text, terms) {
    const lower = text.toLowerCase();
    const places = terms.map((term) => lower.indexOf(term)).filter((at) => at >= 0);
    const first = places.length === 0 ? 0 : Math.max(0, Math.min(...places) - around);
    const from = first === 0 ? 0 : text.indexOf(" ", first) + 1;
    const piece = text.slice(from, from + 3 * around);
    return `${from > 0 ? "… " : ""}${piece}${from + piece.length < text.length ? " …" : ""}`;
  }

  /** @param {import("minisearch").SearchResult} found */
  function item({ id, page, heading, text, terms }) {
    const entry = document.createElement("li");
    const link = document.createElement("a");
    link.href = id;
    link.textContent = heading === page ? page : `${page}: ${heading}`;
    const line = document.createElement("p");
    marked(line, excerpt(text, terms), terms);
    entry.append(link, line);
    return entry;
  }

  function search() {
    const words = input.value.trim();
    const found = words === "" ? [] : index.search(words);
    results.replaceChildren(...found.slice(0, most).map(item));
    const shown = found.length > most ? `, the first ${most} are shown` : "";
    const places = found.length === 1 ? "1 place" : `${found.length} places`;
    count.textContent =
      words === ""
        ? "Type a word of the text or of the code, for example learningRate."
        : found.length === 0
          ? `Nothing has "${words}". Try fewer or shorter words.`
          : `${places} for "${words}"${shown}`;
  }

  input.value = new URLSearchParams(location.search).get("q") ?? "";
  input.addEventListener("input", search);
  input.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?q=${encodeURIComponent(input.value)}`);
    search();
  });
  search();
  input.focus();
}
