import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeBackend } from "./backend.js";
import { messages, type FunctionDefMessage, type NodeDefMessage } from "./messages.js";

/** The GraphDef version TensorFlow 2.9 to 2.21 write; an older one would change what some operations mean. */
const graphVersion = 1087;

/**
 * Hands a graph to TensorFlow and returns the number of the session that holds it. tfjs-node only loads graphs from a
 * SavedModel folder, so one is written and removed again at once.
 */
export function loadGraph(
  nodes: readonly NodeDefMessage[],
  functions: readonly FunctionDefMessage[],
): number {
  const folder = mkdtempSync(join(tmpdir(), "tunebook-graph-"));
  try {
    writeFileSync(join(folder, "saved_model.pb"), savedModel(nodes, functions));
    return nodeBackend().loadSavedModelMetaGraph(folder, "serve");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function savedModel(nodes: readonly NodeDefMessage[], functions: readonly FunctionDefMessage[]): Uint8Array {
  const library = new messages.FunctionDefLibrary();
  library.setFunctionList(functions);
  const version = new messages.VersionDef();
  version.setProducer(graphVersion);
  const graph = new messages.GraphDef();
  graph.setNodeList(nodes);
  graph.setLibrary(library);
  graph.setVersions(version);
  const info = new messages.MetaGraphDef.MetaInfoDef();
  info.addTags("serve");
  const meta = new messages.MetaGraphDef();
  meta.setMetaInfoDef(info);
  meta.setGraphDef(graph);
  const model = new messages.SavedModel();
  model.setSavedModelSchemaVersion(1);
  model.addMetaGraphs(meta);
  return model.serializeBinary();
}
