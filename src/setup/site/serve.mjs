import { createServer } from "node:http";
import sirv from "sirv";

/**
 * Pages may load and run only what lies beside them. Vega makes functions of the expressions in a chart, which counts as "eval"; the theme
 * is chosen by a line in the page.
 */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "frame-ancestors 'none'",
].join("; ");

/**
 * Serves a folder on 127.0.0.1, to this machine alone.
 *
 * @param {string} folder @param {number} port free; 0 for any @returns {Promise<import("node:http").Server>} once it listens
 */
export function serveFolder(folder, port) {
  const answer = sirv(folder, { dev: true });
  const server = createServer((request, response) => {
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("X-Content-Type-Options", "nosniff");
    answer(request, response, () => {
      response.statusCode = 404;
      response.setHeader("Content-Type", "text/plain; charset=utf-8");
      response.end(`There is no page ${request.url} here. The first page is /index.html.\n`);
    });
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
