/// <reference lib="dom" />
// Cells that run in the page: a worker trains, this shows what it says. Without it, a page is what was recorded.
{
  /**
   * A cell of the page.
   *
   * @typedef {object} Cell
   * @property {HTMLElement} element
   * @property {HTMLElement} pre its code as recorded
   * @property {string} recorded
   * @property {HTMLTextAreaElement | undefined} editor
   * @property {HTMLElement} said what became of its last run
   * @property {boolean} fresh whether what stands below is still of the run before
   * @property {Set<string>} known code of it that needs no check of its types: as recorded, or with a value that the chapter proposes
   */

  const folder = new URL(`${document.body.dataset["root"]}assets/lab/`, location.href);

  /** @param {string} kind @param {string} text @param {() => void} press */
  const button = (kind, text, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = kind;
    made.textContent = text;
    made.addEventListener("click", press);
    return made;
  };

  /** @type {Cell[]} */
  const cells = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-cell]"))].map(
    (element) => {
      const pre = /** @type {HTMLElement} */ (element.querySelector("pre.code"));
      const said = document.createElement("span");
      said.setAttribute("role", "status");
      // The last line break of a listing is none of the cell's.
      const recorded = (pre.textContent ?? "").replace(/\n$/, "");
      const known = new Set([recorded]);
      return { element, pre, recorded, editor: undefined, said, fresh: true, known };
    },
  );
  const codeOf = (/** @type {Cell} */ { editor, recorded }) => editor?.value ?? recorded;

  /** Outputs that have names, of all cells: a slider changes its own after its cell has ended. @type {Map<string, HTMLElement>} */
  const named = new Map();

  // What runs, and how to stop it, stays in sight.
  const bar = document.createElement("div");
  bar.className = "running";
  bar.hidden = true;
  const news = document.createElement("span");
  news.setAttribute("role", "status");
  bar.append(news, button("stop", "Stop", stop));
  document.body.append(bar);

  /** @type {Worker | undefined} */
  let worker;
  let running = false;

  /** @param {string} text */
  const tell = (text) => {
    news.textContent = text;
    bar.hidden = false;
  };

  /** Questions that the worker has not answered yet. @type {Map<number, { resolve: (answer: any) => void, reject: (error: Error) => void }>} */
  const questions = new Map();
  let asked = 0;
  /** Why the types of what was changed could not be checked, if they could not. */
  let unchecked = "";
  /** The cells whose Run was pressed. @type {number[]} */
  let pressed = [];
  /** What failed and stands somewhere else on the page. */
  let elsewhere = "";

  function stop() {
    worker?.terminate();
    worker = undefined;
    running = false;
    for (const { reject } of questions.values()) reject(new Error("what runs was stopped"));
    questions.clear();
    tell("Stopped. What ran is forgotten: the next cell runs those it needs again.");
    for (const { element, said } of cells)
      if (element.dataset["state"] === "running") {
        delete element.dataset["state"];
        said.textContent = "stopped";
      }
  }

  /** @returns {Worker} */
  function start() {
    const made = new Worker(new URL("worker.js", folder), { type: "module" });
    made.onmessage = ({ data }) => heed(data);
    made.onerror = (event) => {
      event.preventDefault();
      stop();
      tell(
        location.protocol === "file:"
          ? "Cells run only where the page comes from a server, and this one was opened as a file. npm run site -- --serve shows the course on 127.0.0.1."
          : `Cells cannot run in this browser (${event.message || "it has no module workers"}). It takes a browser of 2023 or later; the page stays as it was recorded.`,
      );
    };
    return made;
  }

  /** @param {number[]} wanted places of cells */
  function run(wanted) {
    if (running) return tell("A cell is running. Stop it first, or wait.");
    try {
      worker ??= start();
    } catch {
      return tell("Cells cannot run in this browser: it has no module workers.");
    }
    running = true;
    [pressed, unchecked, elsewhere] = [wanted, "", ""];
    tell("Getting ready. The first run loads 7 MB from this site.");
    const changed = cells.flatMap((cell, place) => (cell.known.has(codeOf(cell)) ? [] : [place]));
    worker.postMessage({ cells: cells.map(codeOf), wanted, changed });
  }

  /** What may stand in a cell. @param {number} place @param {number} cursor */
  function ask(place, cursor) {
    worker ??= start();
    const question = asked++;
    worker.postMessage({ question, cells: cells.map(codeOf), place, cursor });
    return new Promise((resolve, reject) => questions.set(question, { resolve, reject }));
  }

  /** @param {any} message */
  function answer({ type, question, why, ...names }) {
    const waiting = questions.get(question);
    questions.delete(question);
    if (type === "completions") waiting?.resolve(names);
    else waiting?.reject(new Error(why));
  }

  /** What the worker says. @param {any} message */
  function heed(message) {
    const cell = cells[message.cell];
    if (message.type === "ready" && message.backend !== "wasm")
      news.textContent =
        "This browser has no WebAssembly with SIMD: it computes in JavaScript, about three times as slowly.";
    if (message.type === "rest") rest();
    if (message.type === "checking") tell("Checking the types of what was changed.");
    if (message.type === "unchecked") unchecked = message.why;
    if ("question" in message) answer(message);
    if (cell === undefined) return;
    if (message.type === "begun") begin(cell, message);
    if (message.type === "display") show(cell, message);
    if (message.type === "slider") showSlider(cell, message);
    if (message.type === "printed") show(cell, { bundle: { "text/plain": message.text } });
    if (message.type === "ran") end(cell, `ran here${withoutTypes(cell)}`);
    if (message.type === "failed") {
      // One that TypeScript refuses has not begun.
      if (cell.element.dataset["state"] !== "running") renew(cell);
      if (!pressed.includes(message.cell))
        elsewhere = `Cell ${message.cell + 1} has failed: what needs it did not run.`;
      fail(cell, message.message);
      end(cell, `failed${withoutTypes(cell)}`);
    }
  }

  /** @param {Cell} cell */
  const withoutTypes = (cell) =>
    unchecked === "" || cell.known.has(codeOf(cell)) ? "" : `; its types were not checked: ${unchecked}`;

  /** Takes what stands below as that of the run before. @param {Cell} cell */
  function renew(cell) {
    cell.fresh = true;
    for (const [id, place] of named) if (cell.element.contains(place)) named.delete(id);
  }

  function rest() {
    running = false;
    bar.hidden = elsewhere === "";
    news.textContent = elsewhere;
  }

  /** @param {Cell} cell @param {{ cell: number, left: number }} message */
  function begin(cell, { cell: place, left }) {
    renew(cell);
    cell.element.dataset["state"] = "running";
    cell.said.textContent = "running …";
    tell(`Cell ${place + 1} of ${cells.length} is running${left > 1 ? `; then ${left - 1} more` : ""}.`);
  }

  /** @param {Cell} cell @param {string} words */
  function end(cell, words) {
    if (cell.fresh) outputsOf(cell);
    for (const place of cell.element.querySelectorAll("[data-passing]")) place.remove();
    delete cell.element.dataset["state"];
    cell.said.textContent = words;
  }

  /** What only runs at home keeps what was recorded of it. @param {Cell} cell @param {string} text */
  function fail(cell, text) {
    const below = cell.element.querySelector(":scope > .outputs");
    if (!cell.fresh || !below || !text.includes("at home")) return show(cell, { bundle: { "text/plain": text }, kind: "error" }); // prettier-ignore
    below.querySelector(":scope > pre.error")?.remove();
    const note = document.createElement("pre");
    note.className = "error";
    note.textContent = `${text} Below is what was recorded.`;
    below.prepend(note);
    cell.fresh = false;
  }

  /** Where the outputs of a run go: what was there before is taken away. @param {Cell} cell @returns {Element} */
  function outputsOf(cell) {
    let outputs = cell.element.querySelector(":scope > .outputs");
    if (!outputs) {
      outputs = document.createElement("div");
      outputs.className = "outputs";
      cell.element.append(outputs);
    }
    if (cell.fresh) outputs.replaceChildren();
    cell.fresh = false;
    return outputs;
  }

  /** @param {Cell} cell @param {{ bundle: Record<string, any>, id?: string, passing?: boolean, kind?: string }} output */
  function show(cell, { bundle, id, passing, kind = "said" }) {
    const known = id === undefined ? undefined : named.get(id);
    if (known) return fill(known, bundle, kind);
    const place = document.createElement("div");
    if (passing) place.dataset["passing"] = "";
    if (id !== undefined) named.set(id, place);
    outputsOf(cell).append(place);
    fill(place, bundle, kind);
  }

  /** @param {HTMLElement} place @param {Record<string, any>} bundle @param {string} kind */
  function fill(place, bundle, kind) {
    const text = String(bundle["text/plain"] ?? "");
    const chart = bundle["application/vnd.vegalite.v5+json"];
    if (chart !== undefined) return drawInto(place, chart, text);
    const made = document.createElement(bundle["text/html"] === undefined ? "pre" : "div");
    made.className = bundle["text/html"] === undefined ? kind : "output";
    if (bundle["text/html"] === undefined) made.textContent = text.trimEnd();
    else made.innerHTML = bundle["text/html"];
    place.replaceChildren(made);
  }

  /** @param {HTMLElement} place @param {any} chart @param {string} summary */
  function drawInto(place, chart, summary) {
    let figure = place.querySelector("figure");
    if (!figure) {
      figure = document.createElement("figure");
      figure.className = "chart";
      figure.innerHTML = '<div class="drawing"></div><figcaption></figcaption>';
      place.replaceChildren(figure);
    }
    const [drawing, caption] = figure.children;
    if (caption) caption.textContent = summary;
    const { title } = chart;
    const label = [title?.text ?? title ?? "Chart"].flat().join(" ");
    const { drawChart } = /** @type {any} */ (window);
    drawChart(drawing, chart, label).catch((/** @type {Error} */ error) => {
      if (caption) caption.textContent = `${summary} (The chart could not be drawn: ${error.message}.)`;
    });
  }

  /** @param {Cell} cell @param {{ id: string, state: Record<string, any> }} slider */
  function showSlider(cell, { id, state }) {
    const label = document.createElement("label");
    label.className = "slider";
    const [name, input, reading] = [document.createElement("span"), document.createElement("input"), document.createElement("output")]; // prettier-ignore
    name.textContent = state["description"];
    name.title = state["tooltip"] ?? "";
    const { base, min, max, step, value } = state;
    const position = base === undefined ? value : Math.log(value) / Math.log(base);
    Object.assign(input, { type: "range", min, max, step, value: position });
    const valueOf = () => (base === undefined ? input.valueAsNumber : base ** input.valueAsNumber);
    const read = () => (reading.textContent = String(Number(valueOf().toPrecision(3))));
    read();
    input.addEventListener("input", read);
    input.addEventListener("change", () => {
      if (!worker) return tell("Run the cell again: what the slider moved was stopped.");
      worker.postMessage({ slider: id, value: valueOf() });
    });
    label.append(name, input, reading);
    outputsOf(cell).append(label);
  }

  /** Somebody writes: types will be asked for. */
  function getReady() {
    try {
      worker ??= start();
      worker.postMessage({ edits: true });
    } catch {
      // Run says that the browser has no module workers.
    }
  }

  /** Makes the code of a cell something to write in. @param {Cell} cell @param {string} [code] */
  function edit(cell, code = codeOf(cell)) {
    if (!cell.editor) {
      const editor = document.createElement("textarea");
      editor.className = "code";
      editor.spellcheck = false;
      editor.setAttribute("aria-label", "Code of this cell");
      editor.addEventListener("input", () => changed(cell));
      editor.addEventListener("input", getReady, { once: true });
      cell.editor = editor;
      cell.pre.replaceWith(editor);
      const { offerCompletions } = /** @type {any} */ (window);
      offerCompletions(editor, (/** @type {number} */ cursor) => ask(cells.indexOf(cell), cursor));
    }
    cell.editor.value = code;
    changed(cell);
    return cell.editor;
  }

  /** The page's address carries what was changed, so that it can be sent to somebody. @param {Cell} cell */
  function changed(cell) {
    const { editor } = cell;
    if (editor) editor.rows = editor.value.split("\n").length;
    const address = new URL(location.href);
    for (const [place, each] of cells.entries()) {
      if (codeOf(each) === each.recorded) address.searchParams.delete(`cell-${place}`);
      else address.searchParams.set(`cell-${place}`, codeOf(each));
    }
    const undo = /** @type {HTMLElement | null} */ (cell.element.querySelector("button.undo"));
    if (undo) undo.hidden = codeOf(cell) === cell.recorded;
    if (address.href.length < 8000) return history.replaceState(null, "", address);
    cell.said.textContent = "too long for the page's address: a link will not carry this change";
  }

  /** The values that a cell proposes can be pressed. @param {Cell} cell @param {number} place */
  function offerTries(cell, place) {
    for (const value of cell.element.querySelectorAll(".tries code")) {
      const text = value.textContent ?? "";
      const press = () => {
        const line = /^(.*?= )(.+)(; \/\/ ← change me)$/m;
        const code = codeOf(cell);
        const tried = code.replace(line, (_, before, __, after) => before + text + after);
        if (cell.known.has(code)) cell.known.add(tried);
        edit(cell, tried);
        run([place]);
      };
      value.replaceWith(button("try", text, press));
    }
  }

  for (const [place, cell] of cells.entries()) {
    const tools = document.createElement("div");
    tools.className = "tools";
    const undo = button("undo", "As recorded", () => edit(cell, cell.recorded));
    undo.hidden = true;
    const number = place + 1;
    const runs = button("run", "Run", () => run([place]));
    runs.setAttribute("aria-label", `Run cell ${number}`);
    const edits = button("edit", "Change", () => edit(cell).focus());
    edits.setAttribute("aria-label", `Change cell ${number}`);
    tools.append(runs, edits, undo, cell.said);
    const below = cell.element.querySelector(":scope > .outputs, :scope > .hint");
    if (below) below.before(tools);
    else cell.element.append(tools);
    offerTries(cell, place);
    const sent = new URL(location.href).searchParams.get(`cell-${place}`);
    if (sent !== null) {
      edit(cell, sent);
      cell.said.textContent = "changed by the page's address";
    }
  }

  const all = document.createElement("p");
  all.className = "hint run-all";
  all.append(
    "Read, or run it here: cells train in your browser, and nothing leaves it. Long ones take minutes. ",
    button("run", "Run all", () => run(cells.map((_, place) => place))),
  );
  document.querySelector("article h1")?.after(all);
}
