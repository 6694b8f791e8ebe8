import MarkdownIt from "markdown-it";

/** Text for HTML, also within an attribute in double quotes. */
export const { escapeHtml } = new MarkdownIt().utils;
