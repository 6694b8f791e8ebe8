/** The same thing in several forms: MIME type → data. A front end shows the richest it knows. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** The method (Deno's convention) by which an object says how a notebook should show it. */
export const displayMethod: unique symbol = Symbol.for("Jupyter.display") as never;

/** An object that knows its own bundle. */
export interface Displayable {
  [displayMethod](): MimeBundle | Promise<MimeBundle>;
}

/** Whether a value says itself how it is shown. */
export function isDisplayable(value: unknown): value is Displayable {
  return isObject(value) && typeof value[displayMethod] === "function";
}

/** Something shown as HTML, with the same content as text where there is no browser. */
export function htmlDisplay(html: string, text: string, more: MimeBundle = {}): Displayable {
  const bundle = { ...more, "text/html": html, "text/plain": text };
  return { [displayMethod]: () => bundle };
}

/** Whether a value is an object whose properties may be looked at. */
export function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null;
}
