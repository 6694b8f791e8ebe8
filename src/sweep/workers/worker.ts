// The program of a worker process: see serve.ts.
import { serve } from "./serve.js";

serve(async () => (await import("../../training/records/train-records.js")).trainRecords);
