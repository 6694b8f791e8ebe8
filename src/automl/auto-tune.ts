import type { Study } from "../tuning/study/study.js";
import { checkOptions, type AutoTuneOptions } from "./options.js";
import { prepare, type AutoTuneData } from "./prepare.js";
import { report, type AutoTuneReport } from "./report/report.js";
import { search } from "./search/search.js";
import { searchSpace } from "./search/search-space.js";
import { tunedModel, type TunedModel } from "./tuned-model.js";

/** What `autoTune` returns. */
export interface AutoTuned {
  readonly model: TunedModel;
  readonly study: Study;
  readonly report: AutoTuneReport;
}

/**
 * Finds good hyperparameters for data of your own, in one call.
 *
 * A table may be raw: columns are typed as a whole, missing cells are filled, rare words share one input, dates become
 * several inputs, useless columns and rows without a target are left out, and the report lists all of this. The data are
 * split (60 % training, 20 % validation, 20 % test) and numbers standardised. TPE searches the learning rate, weight decay,
 * dropout, layers, units and batch size, the median rule stops bad trials, and the test split is used once, at the end. The
 * first trial is an untuned network and the second a linear model, so the result is never worse than these on the validation
 * split. An interrupt (the notebook's stop button, Ctrl-C, or `signal`) ends the search and returns the best so far.
 *
 * @param data the path or the text of a CSV file, a danfo.js DataFrame, one object per row, or anything `train` takes
 * @param options `target` (for tables) and how long: `minutes`, or `trials`, with which the result is reproducible; how to
 *   read a file, where that cannot be detected (`delimiter`, `encoding`, `skipLines`, `columns`), and which columns to
 *   `ignore` or `keep`
 * @returns the network, the study, and a report to show
 * @throws {RangeError|TypeError} before anything trains, if the table cannot be learned from or an option is out of range
 * @throws {Error} if every trial diverged
 * @example
 * const { model, report } = await autoTune("houses.csv", { target: "price", minutes: 0.1 });
 * await show(report);
 * model.predict({ rooms: 4, area: 97, town: "Ghent" });
 * await model.save("model/"); // await loadModel("model/") in another process
 * @see Feurer et al., "Efficient and robust automated machine learning", 2015
 */
export async function autoTune(data: AutoTuneData, options: AutoTuneOptions): Promise<AutoTuned> {
  checkOptions(options);
  const prepared = prepare(data, options);
  const space = searchSpace(prepared.data, options.hyperparameters ?? {});
  const found = await search(prepared, space, options);
  return {
    model: tunedModel(found.best, prepared.data.encoder),
    study: found.study,
    report: report(prepared, found),
  };
}
