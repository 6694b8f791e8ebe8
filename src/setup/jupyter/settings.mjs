import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { jupyterEnvironment } from "./environment.mjs";

/** What JupyterLab shows before the reader changes it: no news, no pop-ups. */
const settings = {
  "@jupyterlab/apputils-extension:notification": {
    fetchNews: "false",
    checkForUpdates: false,
    doNotDisturbMode: true,
  },
};

/** Plug-ins of JupyterLab that would ask something of the reader or the network, or lead out of the course's page. */
const disabled = {
  "@jupyterlab/apputils-extension:announcements": true,
  "@jupyter-notebook/lab-extension": true,
};

/** Writes JupyterLab's own settings, where only the course's JupyterLab reads them. @param {import("../context.mjs").Context} context */
export function writeLabSettings(context) {
  const config = jupyterEnvironment(context)["JUPYTER_CONFIG_DIR"] ?? "";
  const folder = join(config, "labconfig");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "page_config.json"), JSON.stringify({ disabledExtensions: disabled }, null, 2));
  writeFileSync(join(folder, "default_setting_overrides.json"), JSON.stringify(settings, null, 2));
}
