import type { RuntimeMember, RuntimeQuestion } from "../link/runtime-question.js";
import { asObject, type Json } from "../protocol/message.js";
import { inTime } from "./in-time.js";

/** How long a value may take, in milliseconds; a thread that is in native code does not answer. */
const patience = 300;

type Ask = (content: Json) => Promise<Json>;

/** An answer about code, with what the values at run time add to it. */
export async function withValues(
  type: "complete" | "inspect",
  code: string,
  answer: Json,
  ask: Ask,
): Promise<Json> {
  const { runtime, ...content } = answer as Json & { runtime?: RuntimeQuestion };
  if (runtime === undefined) return content;
  const found = await inTime(patience, ask({ command: "peek", arguments: runtime }));
  const body = asObject(found?.["body"]);
  if (found?.["success"] !== true) return content;
  return type === "complete"
    ? withMembers(code, content, body["members"] as readonly RuntimeMember[])
    : withValue(content, runtime.expression, body["value"] as string);
}

function withMembers(code: string, content: Json, members: readonly RuntimeMember[]): Json {
  const {
    matches,
    cursor_start: start,
    cursor_end: end,
    metadata,
  } = content as {
    readonly matches: readonly string[];
    readonly cursor_start: number;
    readonly cursor_end: number;
    readonly metadata: { readonly _jupyter_types_experimental: readonly Json[] };
  };
  const prefix = Array.from(code).slice(start, end).join("").toLowerCase();
  const more = members.filter(({ name }) => name.toLowerCase().startsWith(prefix) && !matches.includes(name));
  const described = more.map(({ name, type }) => ({ start, end, text: name, type }));
  return {
    ...content,
    matches: [...matches, ...more.map(({ name }) => name)],
    metadata: { _jupyter_types_experimental: [...metadata._jupyter_types_experimental, ...described] },
  };
}

/** The tooltip with the value below the type. */
function withValue(content: Json, expression: string, value: string): Json {
  if (content["found"] !== true)
    return { ...content, found: true, data: { "text/plain": `${expression}\n= ${value}` } };
  const data = Object.entries(asObject(content["data"])).map(([type, text]) => {
    const [first = "", ...rest] = String(text).split("\n\n");
    const isCode = type === "text/markdown" && first.endsWith("\n```");
    const shown = isCode ? `${first.slice(0, -4)}\n= ${value}\n\`\`\`` : `${first}\n= ${value}`;
    return [type, [shown, ...rest].join("\n\n")];
  });
  return { ...content, data: Object.fromEntries(data) as Json };
}
