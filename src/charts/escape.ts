/** Text made safe inside HTML, XML and their attribute values. */
export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** Words made safe inside HTML, where what stands between backticks is code. */
export function htmlOfWords(words: string): string {
  return escapeXml(words).replace(/`([^`]+)`/g, "<code>$1</code>");
}
