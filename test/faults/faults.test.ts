import { expect } from "chai";
import { stream } from "../../src/index.js";
import { skipBecause } from "../skip.js";
import { faults } from "./faults.js";
import { isSound } from "./tally.js";

// The quick version of `npm run test:faults`, which tries each of them more often.
describe("nothing finished is lost, nothing is trained twice", function () {
  this.timeout(300_000);
  for (const fault of faults)
    it(fault.name, async function () {
      const reason = fault.impossible();
      if (reason !== undefined) skipBecause(this, reason);
      const tally = await fault.strike(fault.few, stream(1, fault.name));
      expect(isSound(tally), JSON.stringify(tally)).to.equal(true);
    });
});
