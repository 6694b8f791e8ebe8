/// <reference lib="dom" />
// What pages do beyond HTML: the theme, charts that answer to the pointer, code to copy, places that scroll. Without it, all is readable.
{
  const root = document.documentElement;

  /** The theme that is seen: chosen, or the system's. */
  const theme = () =>
    root.dataset["theme"] || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

  const themeButton = /** @type {HTMLButtonElement | null} */ (document.querySelector(".theme-button"));
  if (themeButton) {
    const offer = () => (themeButton.textContent = theme() === "dark" ? "Light" : "Dark");
    themeButton.addEventListener("click", () => {
      const chosen = theme() === "dark" ? "light" : "dark";
      root.dataset["theme"] = chosen;
      offer();
      try {
        localStorage.setItem("theme", chosen);
      } catch {
        // No storage, for example in a private window: the choice holds for this page.
      }
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", offer);
    offer();
    themeButton.setAttribute("aria-label", "Switch between the light and the dark theme");
    themeButton.hidden = false;
  }

  /** Whatever scrolls sideways can be reached with the keyboard. */
  const reachable = () => {
    for (const box of /** @type {NodeListOf<HTMLElement>} */ (
      document.querySelectorAll("pre, .drawing, .output, .katex-display, article > table")
    ))
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
  };
  addEventListener("load", reachable);
  addEventListener("resize", reachable);

  // On paper nothing can be unfolded.
  /** @type {HTMLDetailsElement[]} */
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("details")].filter(({ open }) => !open);
    for (const details of unfolded) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of unfolded) details.open = false;
  });

  /** @param {string} address @returns {Promise<HTMLScriptElement>} once it has run */
  const loadScript = (address) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => resolve(script);
      script.onerror = () => reject(new Error(`${address} cannot be loaded`));
      document.head.append(script);
    });

  /** @type {Promise<unknown> | undefined} */
  let vega;
  const assets = `${document.body.dataset["root"]}assets/`;
  const loadVega = () =>
    (vega ??= loadScript(`${assets}vega.js`).then(() => loadScript(`${assets}vega-lite.js`)));

  /**
   * Draws a chart that answers to the pointer.
   *
   * @param {Element} drawing where @param {unknown} chart Vega-Lite @param {string} label for those who do not see it
   */
  async function drawChart(drawing, chart, label) {
    await loadVega();
    const { vega: Vega, vegaLite: VegaLite } = /** @type {any} */ (window);
    const spec = VegaLite.compile(/** @type {any} */ (chart), {
      logger: Vega.logger(Vega.Error),
      config: { aria: false },
    }).spec;
    const place = document.createElement("div");
    const view = new Vega.View(Vega.parse(spec), { renderer: "svg", hover: true, container: place });
    await view.runAsync();
    const svg = place.querySelector("svg");
    svg?.setAttribute("role", "img");
    svg?.setAttribute("aria-label", label);
    drawing.replaceChildren(place);
    reachable();
  }
  // The cells that run draw theirs with it.
  Object.assign(window, { drawChart });

  /** Puts a chart that answers to the pointer in the place of its picture. @param {HTMLElement} figure */
  async function draw(figure) {
    const drawing = figure.querySelector(".drawing");
    const picture = drawing?.querySelector("svg");
    if (!drawing || !picture) return;
    const data = await loadScript(figure.dataset["chart"] ?? "");
    const label = picture.getAttribute("aria-label") ?? "";
    // A cell that has run meanwhile has put its own output here.
    if (figure.isConnected) await drawChart(drawing, /** @type {any} */ (data).chart, label);
  }

  const nearby = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        nearby.unobserve(target);
        draw(/** @type {HTMLElement} */ (target)).catch((error) => {
          const note = document.createElement("p");
          note.className = "hint";
          note.textContent = `Shown as a picture: the interactive chart could not be drawn (${error.message}).`;
          target.append(note);
        });
      }
    },
    { rootMargin: "400px" },
  );
  for (const figure of document.querySelectorAll("[data-chart]")) nearby.observe(figure);
}
