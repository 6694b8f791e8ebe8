import { writeFileSync } from "node:fs";
import mocha from "mocha";
import { skipReason } from "./skip-reason.mjs";

/** Mocha's own report, the reason of each skipped test, and the counts in a file for whoever started it. */
export default class CountingReporter extends mocha.reporters.Spec {
  /** @param {Mocha.Runner} runner @param {Mocha.MochaOptions} options */
  constructor(runner, options) {
    super(runner, options);
    /** @type {string[]} */
    const skipped = [];
    runner.on("pending", (test) => skipped.push(`${test.fullTitle()}: ${skipReason(test)}`));
    runner.once("end", () => {
      for (const line of skipped) console.log(`  skipped: ${line}`);
      const counts = { passed: this.stats.passes, failed: this.stats.failures, skipped: skipped.length };
      const file = process.env["TUNEBOOK_TEST_COUNTS"];
      if (file) writeFileSync(file, JSON.stringify(counts));
    });
  }
}
