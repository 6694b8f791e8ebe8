/** An object and the members that temporarily replace its own. */
export interface Replacement {
  readonly target: object;
  readonly members: Readonly<Record<string, unknown>>;
}

/** Runs `body` while members of objects are replaced, and restores everything, also after an error. */
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

/** Own properties hide those of the prototype, so deleting them is enough where there were none. */
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
