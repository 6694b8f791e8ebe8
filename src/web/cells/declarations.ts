/** What cells in a page are checked with, as `src/setup/browser/declarations.mjs` packs it. */
export interface Declarations {
  /** Path → text of a declaration file. */
  readonly files: Readonly<Record<string, string>>;
  /** What can be imported by a name of its own, and its path. */
  readonly modules: Readonly<Record<string, string>>;
}

/** Fetches them. Hosts would unpack what is named .gz on its way, so the file has another name, and is unpacked here. */
export async function fetchDeclarations(address: URL): Promise<Declarations> {
  const { ok, status, body } = await fetch(address);
  if (!ok || !body) throw new Error(`the site answers ${status}`);
  return new Response(body.pipeThrough(new DecompressionStream("gzip"))).json() as Promise<Declarations>;
}
