/** The types of what the kernel adds to the global names. */
export const globals = `
/** Asks the reader for a line of text and waits for it; an empty line means the default. */
declare function prompt(message?: string, defaultValue?: string): string | null;
/** Asks the reader a question and waits; true for "y" and "yes". */
declare function confirm(message?: string): boolean;
/** Shows a message and waits until the reader has confirmed it. */
declare function alert(message?: any): void;
/** The result of the latest cell that had one. */
declare var _: any;
/** The results of earlier cells by the number of the cell, the latest hundred of them. */
declare var Out: Record<number, any>;
`;
