// A program that trains for about three seconds with the whole library imported, as a user's does.
import { presets, toDataset, train } from "../../../src/index.js";

const x = Array.from({ length: 60 }, (_, at) => [Math.sin(at), Math.cos(at)]);
const data = toDataset({ x, y: x.map(([a]) => (a! > 0 ? "above" : "below")) });
const stop = new AbortController();
setTimeout(() => {
  stop.abort();
}, 3500);

void train(
  data,
  { ...presets.baseline, epochs: 1_000_000 },
  { title: "Two classes", signal: stop.signal },
).then(() => {
  process.stdout.write("done");
});
