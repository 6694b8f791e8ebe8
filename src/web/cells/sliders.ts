import type { Bundle } from "./messages.js";

/** A channel to a widget, as the kernel offers it. */
interface Comm {
  readonly id: string;
  send(data: Bundle): void;
  onMessage?: (data: Record<string, unknown>) => unknown;
}

/** The widgets that cells have made. The library speaks of them as to JupyterLab; a page shows the sliders among them. */
export class Sliders {
  readonly #made = new Map<string, { readonly comm: Comm; readonly state: Bundle }>();

  /** What the library opens a widget with. */
  readonly open = (_: string, { state }: { readonly state: Bundle }): Comm => {
    const comm: Comm = { id: `widget-${this.#made.size}`, send: () => undefined };
    this.#made.set(comm.id, { comm, state });
    return comm;
  };

  /** The slider that a bundle shows, if it shows one. */
  shownBy(bundle: Bundle): { readonly id: string; readonly state: Bundle } | undefined {
    const view = bundle["application/vnd.jupyter.widget-view+json"] as { model_id: string } | undefined;
    const made = view && this.#made.get(view.model_id);
    return made && { id: made.comm.id, state: made.state };
  }

  /** The reader has moved one. */
  moved(id: string, value: number): void {
    this.#made.get(id)?.comm.onMessage?.({ method: "update", state: { value } });
  }
}
