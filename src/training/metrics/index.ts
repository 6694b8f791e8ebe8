export { accuracy } from "./accuracy.js";
export { confusionCounts } from "./confusion-counts.js";
export { precisionRecall, type PrecisionRecall } from "./precision-recall.js";
export { predictedClasses } from "./predicted-classes.js";
export { meanAbsoluteDifference, rSquared } from "./regression.js";
