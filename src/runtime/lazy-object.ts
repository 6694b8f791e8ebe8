/**
 * An object that is made when somebody first looks at one of its members: for packages that take long to load.
 *
 * @param load called once
 * @example
 * const path = lazyObject(() => process.getBuiltinModule("node:path"));
 * path.join("a", "b"); // loads the module
 */
export function lazyObject<T extends object>(load: () => T): T {
  let loaded: T | undefined;
  const object = (): T => (loaded ??= load());
  return new Proxy({} as T, {
    get: (_, key): unknown => Reflect.get(object(), key),
    has: (_, key) => Reflect.has(object(), key),
    ownKeys: () => Reflect.ownKeys(object()),
    getOwnPropertyDescriptor: (_, key) => {
      const own = Reflect.getOwnPropertyDescriptor(object(), key);
      // What the stand-in itself does not have, a proxy must call configurable.
      return own && { ...own, configurable: true };
    },
  });
}
