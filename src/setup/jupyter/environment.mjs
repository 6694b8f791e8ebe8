import { lstatSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../context.mjs";

/** @typedef {import("../context.mjs").Context} Context */

/** Where Jupyter looks for our kernel first. An environment that is a link is shared with another checkout, so it cannot hold a path into this one.
 * @param {Context} context */
export function jupyterShare(context) {
  const venv = join(context.root, ".venv");
  const isLink = lstatSync(venv, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  return isLink ? join(cacheFolder(context), "jupyter", "share") : join(venv, "share", "jupyter");
}

/**
 * The environment that Jupyter runs in: nothing of the reader's own Jupyter or Python configuration, which could bring
 * other extensions, kernels, key bindings or a remote server; everything it writes stays in the checkout.
 *
 * @param {Context} context
 * @returns {NodeJS.ProcessEnv}
 */
export function jupyterEnvironment(context) {
  const foreign = /^(JUPYTER|PYTHON|IPYTHON|VIRTUAL_ENV|CONDA)/;
  const env = Object.fromEntries(Object.entries(context.env).filter(([name]) => !foreign.test(name)));
  const own = join(cacheFolder(context), "jupyter");
  return {
    ...env,
    JUPYTER_CONFIG_DIR: join(own, "config"),
    JUPYTER_DATA_DIR: join(own, "data"),
    JUPYTER_RUNTIME_DIR: join(own, "runtime"),
    JUPYTERLAB_SETTINGS_DIR: join(own, "lab", "settings"),
    JUPYTERLAB_WORKSPACES_DIR: join(own, "lab", "workspaces"),
    JUPYTER_PATH: jupyterShare(context),
    JUPYTER_PREFER_ENV_PATH: "1",
    IPYTHONDIR: join(own, "ipython"),
    PYTHONNOUSERSITE: "1",
    PYTHONUTF8: "1",
  };
}
