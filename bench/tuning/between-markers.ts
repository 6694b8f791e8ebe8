/**
 * A page with another text between its markers `<!-- name -->` and `<!-- end of name -->`.
 *
 * @throws {Error} if the page does not have both
 */
export function between(page: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from)
    throw new Error(
      `Cannot write the figures: the page has no "${start}" followed by "${end}". Put both back.`,
    );
  return `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`;
}
