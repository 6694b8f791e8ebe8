import type { Chart } from "../../src/charts/chart.js";

/** A mark as Vega drew it. */
export interface SeenMark {
  readonly kind: string;
  readonly datum: Readonly<Record<string, unknown>>;
  readonly x: number;
  readonly y: number;
}

interface SceneItem {
  readonly marktype?: string;
  readonly role?: string;
  readonly items?: readonly SceneItem[];
  readonly datum?: Readonly<Record<string, unknown>>;
  readonly x?: number;
  readonly y?: number;
}

/** Compiles a chart, runs it without a screen, and gives the marks of its data; axes and legends are left out. */
export async function seenMarks(chart: Chart): Promise<SeenMark[]> {
  const [vega, vegaLite] = await Promise.all([import("vega"), import("vega-lite")]);
  const view = new vega.View(vega.parse(vegaLite.compile(chart.spec as never).spec), { renderer: "none" });
  await view.runAsync();
  const { root } = view.scenegraph() as unknown as { readonly root: SceneItem };
  const marks = itemsOf(root);
  view.finalize();
  return marks;
}

function itemsOf(item: SceneItem, kind = ""): SeenMark[] {
  if (/axis|legend|title/.test(item.role ?? "")) return [];
  if (item.items !== undefined) return item.items.flatMap((each) => itemsOf(each, item.marktype ?? kind));
  if (kind === "" || kind === "group" || kind === "rule") return [];
  return [{ kind, datum: item.datum ?? {}, x: item.x ?? Number.NaN, y: item.y ?? Number.NaN }];
}
