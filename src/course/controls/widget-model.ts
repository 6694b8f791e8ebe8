import { isObject } from "../mime-bundle.js";

/** What a widget's two sides keep equal. */
export type WidgetState = Readonly<Record<string, unknown>>;

/** A comm, as tunebook's kernel offers it. */
export interface WidgetComm {
  readonly id: string;
  send(data: WidgetState): void;
  onMessage?: (data: Record<string, unknown>) => unknown;
  onClose?: () => unknown;
}

/** Opens a comm to the front end. */
export type OpenComm = (target: string, data: WidgetState, options: { metadata: WidgetState }) => WidgetComm;

/** What a widget tells the code that made it. */
export interface WidgetEvents {
  /** The front end has changed these keys of the state. */
  readonly changed?: (changes: WidgetState) => void;
  readonly closed?: () => void;
}

/** The version of the messages below. */
const protocol = { version: "2.1.0" };

/**
 * Makes a widget in the front end and keeps its state: answers `request_state` (a page that was loaded again) and
 * takes in each `update`, which goes back as an echo so that a second window on the same notebook follows.
 *
 * @returns the id by which displays and other widgets name it
 * @see Jupyter widgets, "Widget messaging protocol, version 2", packages/schema/messages.md
 */
export function openWidget(open: OpenComm, initial: WidgetState, events: WidgetEvents = {}): string {
  let state = initial;
  const comm = open("jupyter.widget", { state, buffer_paths: [] }, { metadata: protocol });
  const send = (method: string, changes: WidgetState): void => {
    comm.send({ method, state: changes, buffer_paths: [] });
  };
  comm.onMessage = ({ method, state: changes }) => {
    if (method === "request_state") send("update", state);
    if (method !== "update" || !isObject(changes)) return;
    state = { ...state, ...changes };
    send("echo_update", changes);
    events.changed?.(changes);
  };
  comm.onClose = () => events.closed?.();
  return comm.id;
}

/** The bundle that shows a widget, with words for whatever cannot. */
export function widgetBundle(id: string, text: string): WidgetState {
  const view = { version_major: 2, version_minor: 0, model_id: id };
  return { "application/vnd.jupyter.widget-view+json": view, "text/plain": text };
}

/** The comms of the kernel this code runs in, if it is tunebook's. */
export function openerOfKernel(): OpenComm | undefined {
  const kernel = (globalThis as Record<symbol, unknown>)[Symbol.for("tunebook.kernel")];
  const comm = isObject(kernel) ? kernel["comm"] : undefined;
  return isObject(comm) && typeof comm["open"] === "function" ? (comm["open"] as OpenComm) : undefined;
}
