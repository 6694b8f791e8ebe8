import { messages, type ArgDefMessage, type FunctionDefMessage } from "./messages.js";
import type { Scope } from "./scope.js";

/** A named, typed value: an argument of a function, or a result with the reference it comes from. */
export interface Argument {
  readonly name: string;
  readonly type: number;
}
export interface Result extends Argument {
  readonly reference: string;
}

const argDef = ({ name, type }: Argument): ArgDefMessage => {
  const message = new messages.OpDef.ArgDef();
  message.setName(name);
  message.setType(type);
  return message;
};

/** A TensorFlow function: signature, the nodes of a scope, and which references it returns. */
export function functionDef(
  name: string,
  inputs: readonly Argument[],
  scope: Scope,
  results: readonly Result[],
): FunctionDefMessage {
  const signature = new messages.OpDef();
  signature.setName(name);
  const definition = new messages.FunctionDef();
  for (const input of inputs) signature.addInputArg(argDef(input));
  for (const result of results) {
    signature.addOutputArg(argDef(result));
    definition.getRetMap().set(result.name, result.reference);
  }
  definition.setSignature(signature);
  definition.setNodeDefList(scope.nodes);
  return definition;
}
