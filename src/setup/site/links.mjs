import { posix } from "node:path";
import { SetupProblem } from "../problem.mjs";
import { elementsIn } from "./dom.mjs";
import { isFile } from "./sources.mjs";

/** @typedef {import("./sources.mjs").Source} Source */

/**
 * A file that pages link to.
 *
 * @typedef {object} Copy
 * @property {string} from its path from the root of the checkout
 * @property {string} to its path in the site
 */

/** Pages that a command writes, which takes hours: until it has, links to them are plain words. */
const writtenLater = new Set(["docs/claims.md"]);

/** Attributes that lead somewhere. */
const leading = ["href", "src"];

/** Whether a link stays on the page or leaves the site. @param {string} href */
export const isElsewhere = (href) => /^(#|[a-z][a-z+.-]*:)/i.test(href);

/**
 * Makes the links of a source those of its page: a link to a notebook or a Markdown file leads to its page, a link to a folder to
 * that of its README, and any other file is copied.
 *
 * @param {import("domhandler").Document} page
 * @param {Source} source
 * @param {readonly Source[]} sources
 * @param {import("../context.mjs").Context} context
 * @returns {Copy[]} the files to copy
 * @throws {SetupProblem} for a link to nothing
 */
export function makeLinks(page, source, sources, context) {
  const pages = new Map(sources.map(({ file, path }) => [file, path]));
  /** @type {Copy[]} */
  const copies = [];
  eachLink(page, (href) => {
    if (isElsewhere(href)) return href;
    const { target, hash } = targetOf(source.file, href);
    const known = pages.get(target) ?? pages.get(posix.join(target, "README.md"));
    if (known !== undefined) return relativePath(source.path, known) + hash;
    if (!isFile(context, target) && writtenLater.has(target)) return undefined;
    if (!isFile(context, target))
      throw new SetupProblem(
        `Cannot make the site: ${source.file} links to "${href}", which does not exist.`,
        ["A link has to lead to a page or a file of this folder: correct it."],
      );
    // Without an ending, a host would not know that it is to be read.
    const to = posix.extname(target) === "" ? `${target}.txt` : target;
    copies.push({ from: target, to });
    return relativePath(source.path, to);
  });
  return copies;
}

/** Every link of a page. @param {import("domhandler").ParentNode} page @returns {string[]} */
export function linksOf(page) {
  /** @type {string[]} */
  const links = [];
  eachLink(page, (href) => (links.push(href), href));
  return links;
}

/** Replaces every link of a page. @param {import("domhandler").ParentNode} page
 * @param {(href: string) => string | undefined} replace undefined for no link */
export function eachLink(page, replace) {
  for (const { attribs } of elementsIn(page))
    for (const name of leading) {
      const href = attribs[name];
      if (href === undefined) continue;
      const next = replace(href);
      if (next === undefined) delete attribs[name];
      else attribs[name] = next;
    }
}

/** What a link leads to, from the root. @param {string} from the file in which it stands @param {string} href */
export function targetOf(from, href) {
  const [path = "", ...rest] = href.split("#");
  const target = path === "" ? from : posix.join(posix.dirname(from), decodeURI(path));
  return { target: target.replace(/\/$/, ""), hash: rest.length > 0 ? `#${rest.join("#")}` : "" };
}

/** @param {string} from a page @param {string} to @returns {string} a link that works below any address */
export const relativePath = (from, to) => posix.relative(posix.dirname(from), to);

/**
 * Checks every link within the site.
 *
 * @param {ReadonlyMap<string, { anchors: ReadonlySet<string>, links: readonly string[] }>} pages by path
 * @param {(path: string) => boolean} isThere whether a file of the site is there
 * @returns {string[]} a sentence for each link that is dead
 */
export function deadLinks(pages, isThere) {
  return [...pages].flatMap(([page, { links }]) =>
    links.flatMap((href) => {
      if (isElsewhere(href) && !href.startsWith("#")) return [];
      const { target, hash } = targetOf(page, href);
      const anchors = pages.get(target)?.anchors;
      if (anchors === undefined)
        return isThere(target) ? [] : [`${page} links to ${href}: there is no such page`];
      const isDead = hash.length > 1 && !anchors.has(decodeURIComponent(hash.slice(1)));
      return isDead ? [`${page} links to ${href}: that page has no such anchor`] : [];
    }),
  );
}
