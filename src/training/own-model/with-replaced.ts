/** An object and the members that stand in for its own for a while. */
export interface Replacement {
  readonly target: object;
  readonly members: Readonly<Record<string, unknown>>;
}

/** Runs `body` while members of objects are replaced, and puts everything back whatever happens. */
export function withReplaced<T>(replacements: readonly Replacement[], body: () => T): T {
  const undo = replacements.map(({ target, members }) => replace(target, members));
  try {
    return body();
  } finally {
    undo.reverse().forEach((restore) => {
      restore();
    });
  }
}

/** Own properties hide those of the prototype, so taking them away again is enough where there were none. */
function replace(target: object, members: Replacement["members"]): () => void {
  const before = Object.keys(members).map(
    (name) => [name, Object.getOwnPropertyDescriptor(target, name)] as const,
  );
  Object.assign(target, members);
  return () => {
    for (const [name, descriptor] of before)
      if (descriptor) Object.defineProperty(target, name, descriptor);
      else Reflect.deleteProperty(target, name);
  };
}
