import { escapeXml } from "../../charts/escape.js";
import { checkOptionNames } from "../../runtime/nearest-name.js";
import { shuffledIndices } from "../../random/shuffled.js";
import { stream } from "../../random/stream.js";
import {
  openerOfKernel,
  openWidget,
  reference,
  widgetBundle,
  widgetNames,
  type OpenComm,
  type OpenedWidget,
  type WidgetState,
} from "../controls/widget-model.js";
import { displayMethod, type Displayable, type MimeBundle } from "../mime-bundle.js";
import { currentChapter, noteEvent } from "../progress/journal.js";
import { reorder } from "../values.js";

/** A quick question with its choices. */
export interface QuizQuestion {
  readonly question: string;
  readonly answer: string;
  /** One or more wrong answers; right and wrong ones are shown in an order drawn for each question. */
  readonly others: readonly string[];
  /** Why, in a sentence or two: shown with the answer. */
  readonly why: string;
}

/**
 * Quick questions with feedback: pick an answer (with the mouse, or Tab and the space bar), and see at once whether it is right and why.
 *
 * In JupyterLab with tunebook's kernel each question is a group of radio buttons. In a notebook that was saved, on GitHub, in print and
 * in other kernels the same questions appear with the answer folded away below each.
 *
 * @throws {RangeError} if there is no question, or one has no wrong answer or an answer twice
 * @example
 * await show(quiz([{ question: "What is an epoch?", answer: "one pass over the examples", others: ["one step"], why: "A step is one batch." }]));
 */
export function quiz(questions: readonly QuizQuestion[]): Displayable {
  if (questions.length === 0) throw new RangeError("Cannot ask a quiz of no questions: pass at least one.");
  const all = questions.map(asked);
  const still = { "text/html": foldedHtml(all), "text/plain": foldedText(all) };
  return {
    [displayMethod]: () => {
      const open = openerOfKernel();
      return open ? { ...liveBundle(open, all), ...still } : still;
    },
  };
}

/** A question with its answers in the order in which they are shown. */
interface AskedQuestion extends QuizQuestion {
  readonly choices: readonly string[];
}

function asked(given: QuizQuestion): AskedQuestion {
  checkOptionNames("call quiz", given, ["question", "answer", "others", "why"]);
  const { question, answer, others } = given;
  const all = [answer, ...others];
  if (others.length === 0 || new Set(all).size < all.length)
    throw new RangeError(
      `Cannot ask "${question}" with the answers ${all.map((each) => JSON.stringify(each)).join(", ")}: there must be two or more, all different.`,
    );
  return { ...given, choices: reorder(all, shuffledIndices(all.length, stream(0, `quiz/${question}`))) };
}

function liveBundle(open: OpenComm, questions: readonly AskedQuestion[]): MimeBundle {
  const layout = reference(
    openWidget(open, { ...widgetNames("base", "LayoutModel", "LayoutView"), width: "auto" }),
  );
  const children = questions.flatMap((question, index) => questionWidgets(open, question, index, layout));
  const box = {
    ...widgetNames("controls", "VBoxModel", "VBoxView"),
    layout,
    children: children.map(reference),
  };
  return widgetBundle(openWidget(open, box).id, "");
}

function questionWidgets(
  open: OpenComm,
  question: AskedQuestion,
  index: number,
  layout: string,
): OpenedWidget[] {
  const html = (value: string): WidgetState => ({
    ...widgetNames("controls", "HTMLModel", "HTMLView"),
    layout,
    value,
  });
  const title = openWidget(open, html(`<strong>${index + 1}. ${escapeXml(question.question)}</strong>`));
  const feedback = openWidget(open, html(feedbackHtml("Pick an answer.")));
  const buttons = {
    ...widgetNames("controls", "RadioButtonsModel", "RadioButtonsView"),
    _options_labels: [...question.choices],
    index: null,
    layout,
    tooltip: question.question,
  };
  const changed = ({ index: picked }: WidgetState): void => {
    const choice = typeof picked === "number" ? question.choices[picked] : undefined;
    if (choice === undefined) return;
    const right = choice === question.answer;
    noteEvent({ kind: "answered", chapter: currentChapter(), question: question.question, right });
    feedback.set({
      value: feedbackHtml(right ? `✔ Right. ${question.why}` : "✘ Not that one. What else could it be?"),
    });
  };
  return [title, openWidget(open, buttons, { changed }), feedback];
}

/** A screen reader reads it out when it changes. */
const feedbackHtml = (text: string): string =>
  `<span role="status" aria-live="polite">${escapeXml(text)}</span>`;

function foldedHtml(questions: readonly AskedQuestion[]): string {
  const items = questions.map(({ question, choices, answer, why }) => {
    const list = choices.map((choice) => `<li>${escapeXml(choice)}</li>`).join("");
    return (
      `<li><strong>${escapeXml(question)}</strong><ul>${list}</ul>` +
      `<details><summary>Answer</summary>${escapeXml(answer)}. ${escapeXml(why)}</details></li>`
    );
  });
  return `<ol>${items.join("")}</ol>`;
}

/** In a terminal the answers come at the end, away from the questions. */
function foldedText(questions: readonly AskedQuestion[]): string {
  const lines = questions.map(({ question, choices }, index) =>
    [`${index + 1}. ${question}`, ...choices.map((choice) => `   ○ ${choice}`)].join("\n"),
  );
  const answers = questions.map(({ answer, why }, index) => `${index + 1}. ${answer}. ${why}`);
  return [...lines, "", "Answers:", ...answers].join("\n");
}
