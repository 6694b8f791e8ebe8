/** The parts of the language that the kernel's own code is made of, and that nobody has a reason to replace. */
const names = [
  "Array",
  "Atomics",
  "Function",
  "Int32Array",
  "JSON",
  "Map",
  "Number",
  "Object",
  "Promise",
  "Reflect",
  "RegExp",
  "Set",
  "SharedArrayBuffer",
  "String",
  "Symbol",
  "Uint8Array",
  "WeakMap",
  "WeakSet",
] as const;

interface Kept {
  readonly label: string;
  readonly owner: object;
  readonly key: PropertyKey;
  readonly property: PropertyDescriptor;
}

// Held here, for a cell may replace these as well.
const { defineProperty, getOwnPropertyDescriptor, ownKeys } = Reflect;

/**
 * Notes these parts as they are now.
 *
 * @returns What puts back the parts that have been replaced since, and names them. It uses nothing that can be replaced.
 */
export function keepIntrinsics(): () => string {
  const all: Kept[] = [];
  const keep = (label: string, owner: object, key: PropertyKey): void => {
    const property = getOwnPropertyDescriptor(owner, key)!;
    if (property.configurable === true || property.writable === true)
      all.push({ label: `${label}.${String(key)}`, owner, key, property });
  };
  for (const name of names) {
    keep("globalThis", globalThis, name);
    const owner = globalThis[name] as object & { readonly prototype?: object };
    for (const key of ownKeys(owner)) keep(name, owner, key);
    if (owner.prototype === undefined) continue;
    for (const key of ownKeys(owner.prototype)) keep(`${name}.prototype`, owner.prototype, key);
  }
  return () => {
    let changed = "";
    for (let at = 0; at < all.length; at++) {
      const { label, owner, key, property } = all[at]!;
      const now = getOwnPropertyDescriptor(owner, key);
      if (now?.value === property.value && now?.get === property.get && now?.set === property.set) continue;
      if (defineProperty(owner, key, property)) changed += (changed === "" ? "" : ", ") + label;
    }
    return changed;
  };
}
