import { lstatSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";

/** @param {import("../context.mjs").Context} context */
const linkPath = ({ root }) => join(root, "node_modules", "tunebook");

/** Lets a notebook import this checkout by its name, "tunebook". @type {import("../run-steps.mjs").Step} */
export const packageLink = {
  name: 'The name "tunebook"',
  isDone: (context) => {
    const exists = lstatSync(linkPath(context), { throwIfNoEntry: false });
    return exists !== undefined && pointsTo(linkPath(context), context.root);
  },
  run(context) {
    rmSync(linkPath(context), { recursive: true, force: true });
    // Windows lets everyone make a junction, which must be absolute; elsewhere a relative link survives a move.
    if (context.platform === "win32") symlinkSync(context.root, linkPath(context), "junction");
    else symlinkSync("..", linkPath(context));
  },
};

/** @param {string} link @param {string} folder */
function pointsTo(link, folder) {
  try {
    return realpathSync(link) === realpathSync(folder);
  } catch {
    return false;
  }
}
