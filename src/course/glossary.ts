import { counted, nameText, valueText } from "../charts/words.js";
import { describeDomain } from "../hyperparameters/domain.js";
import { hyperparameterTable } from "../hyperparameters/table.js";
import type { Displayable } from "./mime-bundle.js";
import { summaryTable } from "./table.js";

/**
 * Every hyperparameter at a glance, from the one table they are all defined in: what it means, its values, its default
 * and the chapter that isolates it.
 *
 * @param chapter only the hyperparameters of this chapter; all by default
 * @throws {RangeError} if no hyperparameter belongs to the chapter
 * @example
 * await show(glossary());
 */
export function glossary(chapter?: number): Displayable {
  const entries = Object.entries(hyperparameterTable).filter(
    ([, definition]) => chapter === undefined || definition.chapter === chapter,
  );
  const rows = entries.map(([name, definition]) => ({
    hyperparameter: nameText(name),
    "in code": name,
    meaning: definition.meaning,
    values: describeDomain(definition.domain),
    default: valueText(definition.default),
    chapter: String(definition.chapter).padStart(2, "0"),
  }));
  if (rows.length === 0)
    throw new RangeError(`Cannot list hyperparameters of chapter ${chapter ?? ""}: it has none.`);
  return summaryTable(rows, { caption: counted(rows.length, "hyperparameter"), limit: rows.length });
}
