import { loadVega } from "../charts/load-vega.js";
import { tf } from "../tensorflow/tensorflow.js";

/** What tunebook's kernel offers: time in which a cell is being checked and nothing runs. */
interface Kernel {
  ahead?(work: () => unknown): void;
}

/** A notebook that imports this library will train and draw: what that needs is loaded while its first cell is being checked. */
const kernel = (globalThis as Record<symbol, unknown>)[Symbol.for("tunebook.kernel")] as Kernel | undefined;
kernel?.ahead?.(() => tf.version);
kernel?.ahead?.(loadVega);
