/**
 * Skips a test, or from a `before` hook its whole suite, and says why: the report prints the reason.
 *
 * @example it("draws", function () { if (!browser) skipBecause(this, "no browser on this machine"); … });
 */
export function skipBecause(context: Mocha.Context, reason: string): never {
  const runnable = context.test;
  const isHook = runnable !== undefined && "type" in runnable && runnable.type === "hook";
  const owner = isHook ? runnable.parent : runnable;
  if (owner !== undefined) Object.assign(owner, { [Symbol.for("tunebook.skipReason")]: reason });
  return context.skip();
}
