// Loaded before anything else with --require: a wall clock that jumps by up to ten days, back and forth, at every tenth look.
import { stream } from "../../../src/random/stream.js";

const random = stream(Number(process.env.JUMPING_CLOCK ?? 1), "clock");
const RealDate = Date;
const tenDays = 864_000_000;
let offset = 0;
let looks = 0;

function now(): number {
  if (looks++ % 10 === 0) offset = Math.round((2 * random.uniform() - 1) * tenDays);
  return RealDate.now() + offset;
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args) =>
    args.length === 0 ? new target(now()) : (Reflect.construct(target, args) as Date),
  apply: () => new RealDate(now()).toString(),
  get: (target, key) => (key === "now" ? now : (Reflect.get(target, key) as unknown)),
});
