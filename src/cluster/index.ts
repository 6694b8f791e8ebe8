export { sweep, type SweepAnywhereOptions } from "./sweep.js";
