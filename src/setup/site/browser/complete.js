/// <reference lib="dom" />
// Completion in a cell that is written in: a list of names below the cursor, for the keyboard, the pointer and screen readers.
{
  /** @typedef {{ text: string, type: string, signature?: string, documentation?: string }} Item */
  /** @typedef {{ from: number, to: number, items: Item[] }} Answer */

  let lists = 0;

  /** What ends in a name or a dot can go on. @param {HTMLTextAreaElement} editor */
  const canGoOn = ({ value, selectionStart, selectionEnd }) =>
    selectionStart === selectionEnd && /[\p{ID_Continue}$.]$/u.test(value.slice(0, selectionStart));

  /** @param {string} tag @param {string} kind @param {string} [text] */
  const element = (tag, kind, text = "") => {
    const made = document.createElement(tag);
    made.className = kind;
    made.textContent = text;
    return made;
  };

  /** The kernel says of a member what it is, in brackets. @param {string} signature */
  const bare = (signature) => signature.replace(/^\((?:property|method)\) |^(?:function|const|let|var) /, "");

  /**
   * Offers completions while a cell is written.
   *
   * @param {HTMLTextAreaElement} editor in its place
   * @param {(cursor: number) => Promise<Answer>} ask what may stand at the cursor
   */
  function offerCompletions(editor, ask) {
    const id = `completions-${lists++}`;
    const box = element("div", "editing");
    const list = element("ul", "completions");
    const said = element(
      "p",
      "hint",
      "Ctrl+Space or Tab completes a name. Escape, then Tab, leaves the cell.",
    );
    list.id = id;
    list.hidden = true;
    list.tabIndex = 0; // it scrolls; the arrow keys of the cell are the way through it
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Names that may stand here");
    said.id = `${id}-said`;
    said.setAttribute("role", "status");
    editor.replaceWith(box);
    box.append(editor, list, said);
    editor.setAttribute("aria-autocomplete", "list");
    editor.setAttribute("aria-controls", id);
    editor.setAttribute("aria-describedby", said.id);

    /** @type {Answer | undefined} */
    let shown;
    let chosen = 0;
    /** Nothing is to be completed here: Tab leaves the cell, so that nobody is caught in it. */
    let leaving = false;
    let inserting = false;

    function close() {
      shown = undefined;
      list.hidden = true;
      list.replaceChildren();
      editor.removeAttribute("aria-activedescendant");
    }

    /** @param {number} place */
    function choose(place) {
      const options = /** @type {HTMLElement[]} */ ([...list.children]);
      chosen = (place + options.length) % options.length;
      for (const [index, option] of options.entries())
        option.setAttribute("aria-selected", String(index === chosen));
      const option = options[chosen];
      if (!option) return;
      editor.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }

    /** Below the line of the cursor. @param {number} from */
    function placeList(from) {
      const lines = editor.value.slice(0, from).split("\n");
      const { lineHeight, paddingTop, borderTopWidth } = window.getComputedStyle(editor);
      const top = parseFloat(paddingTop) + parseFloat(borderTopWidth) + lines.length * parseFloat(lineHeight);
      list.style.top = `${top - editor.scrollTop}px`;
      list.style.left = `min(${lines.at(-1)?.length ?? 0}ch, 40%)`;
    }

    /** @param {Answer} answer */
    function open(answer) {
      shown = answer;
      const options = answer.items.map(({ text, type, signature = type, documentation }, place) => {
        const option = element("li", "");
        option.id = `${id}-${place}`;
        option.setAttribute("role", "option");
        option.append(element("code", "name", text), " ", element("span", "signature", bare(signature)));
        if (documentation) option.append(" ", element("span", "documentation", documentation));
        return option;
      });
      list.replaceChildren(...options);
      list.hidden = false;
      placeList(answer.from);
      choose(0);
      said.textContent = `${options.length} ${options.length === 1 ? "name" : "names"}. Arrow keys choose, Enter takes, Escape closes.`;
    }

    /** @param {number} place */
    function insert(place) {
      if (!shown) return;
      const { from, to, items } = shown;
      const { text } = /** @type {Item} */ (items[place]);
      close();
      inserting = true;
      editor.setSelectionRange(from, to);
      // The only way to write that Undo knows.
      if (!document.execCommand("insertText", false, text)) {
        editor.setRangeText(text, from, to, "end");
        editor.dispatchEvent(new window.Event("input"));
      }
      inserting = false;
      said.textContent = `${text} is written.`;
    }

    /** @param {boolean} mayInsert whether a single name is written at once */
    async function complete(mayInsert) {
      const { value, selectionStart: cursor } = editor;
      said.textContent = "Looking for names …";
      try {
        const answer = await ask(cursor);
        const isLate =
          editor.value !== value || editor.selectionStart !== cursor || document.activeElement !== editor;
        if (isLate) return;
        const [only] = answer.items;
        const isWhole = answer.items.length === 1 && only?.text === value.slice(answer.from, answer.to);
        leaving = !only || isWhole;
        close();
        if (leaving) said.textContent = isWhole ? "The name is complete." : "No name is known here.";
        else open(answer);
        if (!leaving && mayInsert && answer.items.length === 1) insert(0);
      } catch (error) {
        close();
        leaving = true;
        said.textContent = `No names can be offered: ${error instanceof Error ? error.message : error}.`;
      }
    }

    /** Keys while the list is open. @type {Record<string, () => void>} */
    const keys = {
      ArrowDown: () => choose(chosen + 1),
      ArrowUp: () => choose(chosen - 1),
      Enter: () => insert(chosen),
      Tab: () => insert(chosen),
      Escape: () => {
        close();
        said.textContent = "Closed.";
      },
    };

    editor.addEventListener("keydown", (event) => {
      const { key, ctrlKey, shiftKey, altKey, metaKey } = event;
      const isPlain = !ctrlKey && !shiftKey && !altKey && !metaKey;
      const work = shown && isPlain ? keys[key] : undefined;
      const isAsked = (key === " " && ctrlKey) || (key === "Tab" && isPlain && !leaving && canGoOn(editor));
      if (key === "Escape") leaving = true;
      if (work) work();
      else if (isAsked) void complete(key === "Tab");
      else return;
      event.preventDefault();
    });
    editor.addEventListener("input", () => {
      leaving = false;
      if (!shown || inserting) return;
      if (canGoOn(editor)) void complete(false);
      else close();
    });
    list.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the cell keeps the focus
      const option = /** @type {Element} */ (event.target).closest("[role=option]");
      if (option) insert([...list.children].indexOf(option));
    });
    editor.addEventListener("blur", close);
    editor.addEventListener("mousedown", close);
  }

  Object.assign(window, { offerCompletions });
}
