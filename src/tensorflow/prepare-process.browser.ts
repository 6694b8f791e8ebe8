/** Nothing of a page has to be prepared before TensorFlow.js is loaded. */
export {};
