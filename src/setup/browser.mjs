// `npm run build:browser`: bundles the library for browsers into dist/browser, where `tunebook/browser` is found.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { bundleLibrary } from "./browser/bundle.mjs";
import { thisMachine } from "./context.mjs";

const context = thisMachine();
const folder = join(context.root, "dist", "browser");
rmSync(folder, { recursive: true, force: true }); // parts are named by their content: those of before would stay
await bundleLibrary(context, folder);
console.log(`tunebook/browser is in ${folder}.`);
