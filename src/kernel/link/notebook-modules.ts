import { join } from "node:path";

/** The module through which cells speak to the kernel, without its extension. */
export const notebookModule = join(__dirname, "../../notebook/index");

/** Its names in cells, whether or not packages of these names are installed. */
export const notebookModules = ["tslab", "tunebook/kernel"] as const;
