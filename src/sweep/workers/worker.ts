// The program of a worker process: see serve.ts.
import { serve } from "./serve.js";

serve(async () => (await import("../train-records.js")).trainRecords);
