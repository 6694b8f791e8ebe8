/** Where a skipped test, hook or suite keeps why it is skipped; test/skip.ts writes it, the reporter reads it. */
const key = Symbol.for("tunebook.skipReason");

/** @param {any} test a mocha test or suite @returns {string} the nearest reason, from the test upwards */
export function skipReason(test) {
  for (let owner = test; owner; owner = owner.parent) if (owner[key]) return owner[key];
  return "no reason given";
}
