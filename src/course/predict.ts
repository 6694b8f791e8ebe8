import { checkOptionNames } from "../runtime/nearest-name.js";
import { escapeXml, htmlOfWords } from "../charts/escape.js";
import { htmlDisplay, type Displayable } from "./mime-bundle.js";
import { currentChapter, noteEvent } from "./progress/journal.js";

/** What a choice can be: a hyperparameter's value, or words. */
type Answer = string | number | boolean;

/** A question with a few answers, one of which the reader commits to. */
export interface Prediction<Choice extends Answer = Answer> extends Displayable {
  readonly question: string;
  readonly choices: readonly Choice[];
  readonly answer: Choice | undefined;
}

/** The input of a prediction. */
export interface PredictionInput<Choice extends Answer> {
  readonly question: string;
  readonly choices: readonly Choice[];
  /** The reader's guess: one of the choices, written into the cell. */
  readonly answer?: Choice;
  /** How sure the reader is, in percent; `myCourse` says whether it matched being right. */
  readonly sure?: number;
}

/** What a reader first committed to, by question: what counts at the reveal, however often the cell is edited. */
const firstAnswers = new Map<string, { readonly answer: Answer; readonly sure: number | undefined }>();
const revealed = new Set<string>();

/**
 * A prediction to commit to before the experiment: the reader writes one of the choices as `answer` and runs the cell.
 *
 * Nothing waits for input, so a notebook runs through without a reader too. Guessing first makes the result stick.
 *
 * @throws {RangeError} if there are fewer than two choices, the answer is none of them, or `sure` is not a percentage
 * @example
 * const guess = predict({ question: "Which rate ends lowest?", choices: [0.1, 0.01, 0.001], answer: 0.01 });
 * await show(guess);
 * @see Crouch et al., "Classroom demonstrations: learning tools or entertainment?", 2004
 */
export function predict<const Choice extends Answer>(input: PredictionInput<Choice>): Prediction<Choice> {
  checkOptionNames("call predict", input, ["question", "choices", "answer", "sure"]);
  const { question, choices, answer, sure } = input;
  if (choices.length < 2) {
    throw new RangeError(
      `Cannot ask "${question}" with ${choices.length} choices: there must be at least two.`,
    );
  }
  if (answer !== undefined && !choices.includes(answer)) {
    const known = choices.map((choice) => JSON.stringify(choice)).join(", ");
    throw new RangeError(`Cannot take ${JSON.stringify(answer)} as your prediction: choose one of ${known}.`);
  }
  if (sure !== undefined && !(sure >= 0 && sure <= 100))
    throw new RangeError(`Cannot be ${sure} % sure of "${question}": give a number from 0 to 100.`);
  if (answer !== undefined && !revealed.has(question)) firstAnswers.set(question, { answer, sure });
  return { question, choices, answer, ...card(question, promptRows(choices, answer), promptText(answer)) };
}

/**
 * Compares a prediction with what happened.
 *
 * @param prediction what `predict` returned
 * @param outcome what the experiment showed, one of the choices
 * @throws {RangeError} if the outcome is none of the choices
 * @example
 * const guess = predict({ question: "Which rate ends lowest?", choices: [0.1, 0.01, 0.0001], answer: 0.01 });
 * await show(reveal(guess, bestValue(result).values.learningRate));
 */
export function reveal<Choice extends Answer>(
  prediction: Prediction<Choice>,
  outcome: Answer | undefined,
): Displayable {
  const { question, choices } = prediction;
  if (outcome === undefined || !choices.some((choice) => choice === outcome)) {
    const known = choices.map((choice) => JSON.stringify(choice)).join(", ");
    throw new RangeError(`Cannot reveal ${JSON.stringify(outcome)}: the choices were ${known}.`);
  }
  const committed = firstAnswers.get(question);
  if (committed !== undefined && !revealed.has(question)) keep(question, committed, outcome);
  revealed.add(question);
  const first = committed?.answer ?? prediction.answer;
  return card(question, outcomeRows(choices, first, outcome), outcomeText(first, outcome));
}

/** Writes a prediction and its outcome into the reader's progress. */
function keep(
  question: string,
  { answer, sure }: { readonly answer: Answer; readonly sure: number | undefined },
  outcome: Answer,
): void {
  const both = { answer: String(answer), outcome: String(outcome) };
  noteEvent({
    kind: "predicted",
    chapter: currentChapter(),
    question,
    ...both,
    ...(sure === undefined ? {} : { sure }),
  });
}

interface Row {
  readonly text: string;
  readonly note: string;
  readonly strong: boolean;
}

function promptRows(choices: readonly Answer[], answer: Answer | undefined): Row[] {
  return choices.map((choice) => {
    const chosen = choice === answer;
    return { text: `${chosen ? "◉" : "○"} ${choice}`, note: chosen ? "your prediction" : "", strong: chosen };
  });
}

function promptText(answer: Answer | undefined): string {
  if (answer === undefined)
    return "Not committed yet: write one of these as `answer` in the cell and run it again.";
  return `You predict ${answer}. Keep it until the experiment has spoken.`;
}

function outcomeRows(choices: readonly Answer[], answer: Answer | undefined, outcome: Answer): Row[] {
  return choices.map((choice) => {
    const notes = [choice === outcome ? "what happened" : "", choice === answer ? "your prediction" : ""];
    const mark = choice === outcome ? "★" : choice === answer ? "◉" : "○";
    return { text: `${mark} ${choice}`, note: notes.filter(Boolean).join(", "), strong: choice === outcome };
  });
}

function outcomeText(answer: Answer | undefined, outcome: Answer): string {
  if (answer === undefined)
    return `What happened: ${outcome}. You made no prediction this time; guessing first helps it stick.`;
  if (answer === outcome) return `You predicted: ${answer}. So it was. Could you explain to a friend why?`;
  return `You predicted: ${answer}. What happened: ${outcome}. A surprise: the most useful kind of result. What did you not expect?`;
}

function card(question: string, rows: readonly Row[], text: string): Displayable {
  const items = rows.map(({ text: label, note, strong }) => {
    const shown = strong ? `<strong>${escapeXml(label)}</strong>` : escapeXml(label);
    return `<li style="list-style:none">${shown}${note ? ` <em>– ${escapeXml(note)}</em>` : ""}</li>`;
  });
  const html =
    `<div role="group" aria-label="Prediction" style="border-left:4px solid #2b7bd6;padding:.4em .9em;margin:.4em 0">` +
    `<strong>${escapeXml(question)}</strong><ul style="margin:.3em 0;padding-left:.4em">${items.join("")}</ul>` +
    `${htmlOfWords(text)}</div>`;
  const lines = rows.map(({ text: label, note }) => `  ${label}${note ? ` – ${note}` : ""}`);
  return htmlDisplay(html, [question, ...lines, text].join("\n"));
}
