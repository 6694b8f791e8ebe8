import { isObject } from "../mime-bundle.js";

/** The state that a widget's two sides keep in sync. */
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

/** Events that a widget sends to the code that made it. */
export interface WidgetEvents {
  /** The front end has changed these keys of the state. */
  readonly changed?: (changes: WidgetState) => void;
  readonly closed?: () => void;
}

/** A widget that was made: its id, and the way to change what the front end shows. */
export interface OpenedWidget {
  readonly id: string;
  set(changes: WidgetState): void;
}

/** The version of the messages below. */
const protocol = { version: "2.1.0" };

/**
 * Makes a widget in the front end and keeps its state: answers `request_state` (a page that was loaded again) and
 * takes in each `update`, which goes back as an echo so that a second window on the same notebook follows.
 *
 * @returns the id by which displays and other widgets name it, and a way to change its state
 * @see Jupyter widgets, "Widget messaging protocol, version 2", packages/schema/messages.md
 */
export function openWidget(open: OpenComm, initial: WidgetState, events: WidgetEvents = {}): OpenedWidget {
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
  const set = (changes: WidgetState): void => {
    state = { ...state, ...changes };
    send("update", changes);
  };
  return { id: comm.id, set };
}

/** The names and versions of a model and its view in one of ipywidgets' packages. */
export function widgetNames(module: "base" | "controls", model: string, view: string): WidgetState {
  const place = { _model_module: `@jupyter-widgets/${module}`, _model_module_version: "2.0.0" };
  const shown = { _view_module: `@jupyter-widgets/${module}`, _view_module_version: "2.0.0" };
  return { ...place, ...shown, _model_name: model, _view_name: view };
}

/** How one model's state names another. */
export const reference = ({ id }: OpenedWidget): string => `IPY_MODEL_${id}`;

/** The bundle that shows a widget, with text for front ends that cannot. */
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
