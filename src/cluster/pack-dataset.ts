import { checkDataset } from "../data/check-dataset.js";
import { withChecksum } from "../data/checksum.js";
import type { Dataset, Split } from "../data/dataset.js";

interface SplitHead {
  readonly count: number;
  readonly inputs: number;
  readonly targets: number;
  readonly whole: boolean;
}

type Head = Omit<Dataset, "train" | "validation" | "test"> & { readonly splits: readonly SplitHead[] };

/** A data set as bytes: the length of a JSON head, the head, and the numbers of the splits, 4 bytes each. */
export function packDataset(data: Dataset): Buffer {
  const { train, validation, test, ...rest } = data;
  const parts = [train, validation, test];
  const head: Head = {
    ...rest,
    splits: parts.map(({ count, inputs, targets }) => ({
      count,
      inputs: inputs.length,
      targets: targets.length,
      whole: targets instanceof Int32Array,
    })),
  };
  const text = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  const numbers = parts.flatMap(({ inputs, targets }) => [bytesOf(inputs), bytesOf(targets)]);
  return Buffer.concat([length, text, ...numbers]);
}

/**
 * The data set in these bytes.
 *
 * @throws {Error} if they are not a whole data set with that checksum: nothing is trained on damaged data
 */
export function unpackDataset(bytes: Buffer, checksum: string): Dataset {
  const end = 4 + bytes.readUInt32LE(0);
  const { splits: heads, ...rest } = JSON.parse(bytes.toString("utf8", 4, end)) as Head;
  let at = end;
  const take = (length: number): ArrayBuffer => {
    const from = at;
    at += 4 * length;
    return new Uint8Array(bytes.subarray(from, at)).buffer;
  };
  const read = ({ count, inputs, targets, whole }: SplitHead): Split => ({
    count,
    inputs: new Float32Array(take(inputs)),
    targets: whole ? new Int32Array(take(targets)) : new Float32Array(take(targets)),
  });
  const [train, validation, test] = heads.map(read);
  const data = withChecksum({ ...rest, train: train!, validation: validation!, test: test! });
  if (data.checksum === checksum && at === bytes.length) {
    checkDataset(data);
    return data;
  }
  throw new Error(
    `Cannot train on the data set ${checksum.slice(0, 12)}… from Redis: its bytes have another checksum. Run the sweep again.`,
  );
}

function bytesOf(values: Float32Array | Int32Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}
