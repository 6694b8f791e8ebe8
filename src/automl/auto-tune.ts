import type { Study } from "../tuning/study/study.js";
import { candidatesFor } from "./candidates/candidates.js";
import { checkOptions, type AutoTuneOptions } from "./options.js";
import { prepare, type AutoTuneData } from "./prepare.js";
import { report, type AutoTuneReport } from "./report/report.js";
import { search } from "./search/search.js";
import { tunedModel, type TunedModel } from "./tuned-model.js";

/** What `autoTune` returns. */
export interface AutoTuned {
  readonly model: TunedModel;
  readonly study: Study;
  readonly report: AutoTuneReport;
}

/**
 * Finds a good model for data of your own, in one call.
 *
 * A table may be raw: columns are typed as a whole, missing cells are filled, rare words share one input, dates become
 * several inputs, useless columns and rows without a target are left out, and the report lists all of this. A fifth of the rows
 * is kept for the test, which is used once, at the end. Three kinds of models are tried: linear or logistic regression, gradient-boosted
 * trees, and networks; the first trial of each is untuned, TPE searches the hyperparameters of the others, and the better kinds get
 * more of the time. Trials are compared by the mean loss of a k-fold validation (below 10,000 rows) or on a validation split; bad ones
 * are stopped early. The result is the mean of the best models, chosen greedily and fitted again on all rows but those of the test.
 * An interrupt (the notebook's stop button, Ctrl-C, or `signal`) ends the search and returns the best so far.
 *
 * @param data the path or the text of a CSV file, a danfo.js DataFrame, one object per row, or anything `train` takes
 * @param options `target` (for tables) and how long: `minutes`, or `trials`, with which the result is reproducible; how to
 *   read a file, where that cannot be detected (`delimiter`, `encoding`, `skipLines`, `columns`, `missing`), and which columns to
 *   `ignore` or `keep`; which kinds of `models` to try
 * @returns the model, the study, and a report to show
 * @throws {RangeError|TypeError} before anything trains, if the table cannot be learned from or an option is out of range
 * @throws {Error} if no trial gave finite predictions
 * @example
 * const { model, report } = await autoTune("houses.csv", { target: "price", minutes: 0.1 });
 * await show(report);
 * model.predict({ rooms: 4, area: 97, town: "Ghent" });
 * await model.save("model/"); // await loadModel("model/") in another process
 * @see Feurer et al., "Efficient and robust automated machine learning", 2015; Caruana et al., "Ensemble selection from libraries
 *   of models", 2004
 */
export async function autoTune(data: AutoTuneData, options: AutoTuneOptions): Promise<AutoTuned> {
  checkOptions(options);
  const prepared = prepare(data, options);
  const found = await search(prepared, candidatesFor(prepared.data, options), options);
  const { members, data: fitted } = found.tuned;
  return {
    model: tunedModel({ members, encoder: fitted.encoder }),
    study: found.study,
    report: report(prepared, found, options.seed ?? 1),
  };
}
