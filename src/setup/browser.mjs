// `npm run build:browser`: bundles the library for browsers into dist/browser, where `tunebook/browser` is found.
import { bundleForPackage } from "./browser/bundle.mjs";
import { thisMachine } from "./context.mjs";

console.log(`tunebook/browser is in ${await bundleForPackage(thisMachine())}.`);
