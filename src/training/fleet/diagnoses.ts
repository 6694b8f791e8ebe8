import { withoutPrefix } from "../../graph/index.js";
import type { EpochDiagnostics } from "../training-run.js";

/** What the diagnosis program found out, by name, one number per run. */
export type Findings = Readonly<Record<string, Float32Array>>;

/** The findings about one run as they are written down. */
export function diagnosis(findings: Findings, run: number, epoch: number): EpochDiagnostics {
  const at = (name: string): number => findings[name]![run]!;
  return {
    epoch,
    gradientNorm: at("gradientNorm"),
    weights: Object.keys(withoutPrefix("weight/", findings)).map((name) => ({
      name,
      weightNorm: at(`weight/${name}`),
      gradientNorm: at(`gradient/${name}`),
      updateRatio: at(`weight/${name}`) > 0 ? at(`update/${name}`) / at(`weight/${name}`) : 0,
    })),
    activations: Object.keys(withoutPrefix("mean/", findings)).map((layer) => ({
      layer: Number(layer),
      mean: at(`mean/${layer}`),
      deviation: at(`deviation/${layer}`),
      dead: at(`dead/${layer}`),
    })),
  };
}
