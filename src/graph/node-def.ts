import { messages, type AttrValueMessage, type NodeDefMessage } from "./messages.js";

/** Attributes of a node by name. */
export type Attributes = Readonly<Record<string, AttrValueMessage>>;

/** One operation of a graph. */
export function nodeDef(
  name: string,
  op: string,
  inputs: readonly string[],
  attributes: Attributes,
): NodeDefMessage {
  const node = new messages.NodeDef();
  node.setName(name);
  node.setOp(op);
  for (const input of inputs) node.addInput(input);
  for (const [key, value] of Object.entries(attributes)) node.getAttrMap().set(key, value);
  return node;
}
