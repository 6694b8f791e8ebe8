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
 * Splits the data (three fifths to train, a fifth to choose, a fifth to judge), standardises numbers, turns words into 0/1 inputs,
 * searches the learning rate, weight decay, dropout, layers, units and batch size with TPE, stops bad trials by the
 * median rule, and looks at the test split once, at the end. The first trial is an untuned network, so that the result
 * is never worse than that on the validation split. An interrupt (the notebook's stop button, Ctrl-C, or `signal`)
 * ends the search and returns the best so far.
 *
 * @param data the path or the text of a CSV file, a danfo.js DataFrame, one object per row, or anything `train` takes
 * @param options `target` (for tables) and how long: `minutes`, or `trials`, with which the result is reproducible
 * @returns the network, the study, and a report to show
 * @throws {RangeError|TypeError} before anything trains, if the table cannot be learned from or an option is out of range
 * @throws {Error} if every trial diverged
 * @example
 * const { model, report } = await autoTune("houses.csv", { target: "price", minutes: 2 });
 * await show(report);
 * model.predict([{ rooms: 4, area: 97, town: "Ghent" }]);
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
