import { startTensorFlow } from "../tensorflow/load.browser.js";
import { filesFrom } from "./files.js";

/** Gets the library ready in this page, before anything of it is used. @param bundle address of the bundle */
export async function start(bundle: string): Promise<void> {
  filesFrom(new URL("./", bundle));
  await startTensorFlow(bundle);
}
