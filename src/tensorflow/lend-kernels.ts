import type * as core from "@tensorflow/tfjs-core";

type Core = Pick<typeof core, "findBackend" | "getKernelsForBackend" | "registerKernel">;
type Info = core.TensorInfo;

/** A backend of tfjs whose tensors can be read and made. */
interface Backend {
  readSync(dataId: object): core.TypedArray;
  disposeData(dataId: object): void;
  write(values: core.TypedArray, shape: number[], dtype: core.DataType): object;
}

/**
 * Lets a backend borrow the operations it lacks from another one: their inputs are copied there, their results back. tfjs's
 * WebAssembly lacks some thirty, among them the gradients of convolutions and poolings.
 */
export function lendKernels(tf: Core, from: string, to: string): void {
  const own = new Set(tf.getKernelsForBackend(to).map(({ kernelName }) => kernelName));
  const lender = tf.findBackend(from) as unknown as Backend;
  for (const { kernelName, kernelFunc } of tf.getKernelsForBackend(from)) {
    if (own.has(kernelName)) continue;
    tf.registerKernel({
      kernelName,
      backendName: to,
      kernelFunc: ({ inputs, attrs, backend }) => {
        const borrower = backend as Backend;
        const copies: Info[] = [];
        const copy = (info: Info): Info => {
          const made = moved(info, borrower, lender);
          copies.push(made);
          return made;
        };
        const given = Object.fromEntries(
          Object.entries(inputs as Record<string, Info | Info[] | undefined>).map(([name, info]) => [
            name,
            Array.isArray(info) ? info.map(copy) : info && copy(info),
          ]),
        );
        const result = kernelFunc({
          inputs: given as core.NamedTensorInfoMap,
          attrs: attrs!,
          backend: lender,
        });
        const results = [result].flat().map((info) => moved(info, lender, borrower));
        for (const { dataId } of new Set([...copies, ...[result].flat()])) lender.disposeData(dataId);
        return Array.isArray(result) ? results : results[0]!;
      },
    });
  }
}

/** The same tensor in another backend. */
function moved({ dataId, shape, dtype }: Info, from: Backend, to: Backend): Info {
  return { dataId: to.write(from.readSync(dataId), shape, dtype), shape, dtype };
}
