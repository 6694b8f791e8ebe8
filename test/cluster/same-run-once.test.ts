import { expect } from "chai";
import { whyNoCluster, withCluster } from "../faults/cluster-under-fault.js";
import { fingerprint } from "../faults/small-work.js";
import { skipBecause } from "../skip.js";

describe("two sweeps that want the same runs at the same instant", function () {
  this.timeout(120_000);

  it("have each of them trained once, and get the same numbers", async function () {
    const reason = whyNoCluster();
    if (reason !== undefined) skipBecause(this, reason);
    const runs = 6;
    await withCluster(async (cluster) => {
      await Promise.all([cluster.startWorker(), cluster.startWorker()]);
      const sweeps = await Promise.all([cluster.sweep(runs), cluster.sweep(runs), cluster.sweep(runs)]);
      expect(cluster.begun()).to.equal(runs);
      const [first, ...others] = sweeps.map((records) => records.map(fingerprint));
      expect(first).to.have.length(runs);
      for (const other of others) expect(other).to.deep.equal(first);
    });
  });
});
