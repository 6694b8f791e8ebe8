import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import markdown from "highlight.js/lib/languages/markdown";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import { escapeHtml } from "./escape-html.mjs";

for (const [name, language] of Object.entries({ typescript, bash, json, markdown, python }))
  hljs.registerLanguage(name, language);

/** @param {string} code @param {string} language as written behind a fence @returns {string} the inside of a `<code>` element */
export const highlighted = (code, language) =>
  hljs.getLanguage(language) === undefined ? escapeHtml(code) : hljs.highlight(code, { language }).value;
