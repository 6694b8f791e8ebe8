/** A page keeps its runs only while it is open, and its code stays the same as long. */
export const codeVersion = (): string => "page";
