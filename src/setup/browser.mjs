// `npm run build:browser`: bundles the library for browsers into dist/browser, where `tunebook/browser` is found.
import { join } from "node:path";
import { bundleLibrary } from "./browser/bundle.mjs";
import { thisMachine } from "./context.mjs";

const context = thisMachine();
const folder = join(context.root, "dist", "browser");
await bundleLibrary(context, folder);
console.log(`tunebook/browser is in ${folder}.`);
