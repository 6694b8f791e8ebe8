import { escapeXml } from "../../charts/escape.js";
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

/** A quick question with its choices. */
export interface QuizQuestion {
  readonly question: string;
  /** Two or more; the reader picks one. */
  readonly choices: readonly string[];
  /** The right one, word for word. */
  readonly answer: string;
  /** Why, in a sentence or two: shown with the answer. */
  readonly why: string;
}

/**
 * Quick questions with feedback: pick an answer (with the mouse, or Tab and the arrow keys), and be told at once whether and why.
 *
 * In JupyterLab with tunebook's kernel each question is a group of radio buttons. In a notebook that was saved, on GitHub, in print and
 * in other kernels the same questions stand there with the answer folded away below each.
 *
 * @throws {RangeError} if there is no question, a question has fewer than two choices or one twice, or the answer is none of them
 * @example
 * await show(quiz([{ question: "What is an epoch?", choices: ["one step", "one pass over the examples"], answer: "one pass over the examples", why: "A step is one batch." }]));
 */
export function quiz(questions: readonly QuizQuestion[]): Displayable {
  if (questions.length === 0) throw new RangeError("Cannot ask a quiz of no questions: pass at least one.");
  questions.forEach(checkQuestion);
  const still = { "text/html": foldedHtml(questions), "text/plain": foldedText(questions) };
  return {
    [displayMethod]: () => {
      const open = openerOfKernel();
      return open ? { ...liveBundle(open, questions), ...still } : still;
    },
  };
}

function checkQuestion({ question, choices, answer }: QuizQuestion): void {
  const listed = choices.map((choice) => JSON.stringify(choice)).join(", ");
  if (choices.length < 2 || new Set(choices).size < choices.length)
    throw new RangeError(
      `Cannot ask "${question}" with the choices ${listed}: there must be two or more, all different.`,
    );
  if (!choices.includes(answer))
    throw new RangeError(
      `Cannot ask "${question}": its answer ${JSON.stringify(answer)} is none of the choices ${listed}.`,
    );
}

function liveBundle(open: OpenComm, questions: readonly QuizQuestion[]): MimeBundle {
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
  question: QuizQuestion,
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

function foldedHtml(questions: readonly QuizQuestion[]): string {
  const items = questions.map(({ question, choices, answer, why }) => {
    const list = choices.map((choice) => `<li>${escapeXml(choice)}</li>`).join("");
    return (
      `<li><strong>${escapeXml(question)}</strong><ul>${list}</ul>` +
      `<details><summary>Answer</summary>${escapeXml(answer)}. ${escapeXml(why)}</details></li>`
    );
  });
  return `<ol>${items.join("")}</ol>`;
}

/** In a terminal the answers stand at the end, out of sight of the questions. */
function foldedText(questions: readonly QuizQuestion[]): string {
  const asked = questions.map(({ question, choices }, index) =>
    [`${index + 1}. ${question}`, ...choices.map((choice) => `   ○ ${choice}`)].join("\n"),
  );
  const answers = questions.map(({ answer, why }, index) => `${index + 1}. ${answer}. ${why}`);
  return [...asked, "", "Answers:", ...answers].join("\n");
}
