import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../tensorflow/tensorflow.js";
import { attribute, type Attributes } from "./node.js";
import { type GraphValue, typeNumber } from "./backend.js";
import type { Scope } from "./scope.js";
import type { Recorded, Recorder } from "./recorder.js";

/**
 * Writes a loop whose body is recorded: from (index, limit, state, captures) to the next (index, limit, state, captures).
 * A loop hands on all its values, so what the body captures is among them; lists come out of it as the body filled them.
 *
 * @returns the state after the last round
 */
export function writeWhile(
  recorder: Recorder,
  body: Recorded,
  from: Tensor,
  to: Tensor,
  state: readonly Tensor[],
): Tensor[] {
  const scope = recorder.current;
  const carried: GraphValue[] = [from, to, ...state, ...body.captures.map(({ value }) => value)];
  const types = carried.map(({ dtype }) => typeNumber(dtype));
  const references = carried.map((value) => scope.reference(value));
  const node = scope.add("StatelessWhile", references, {
    T: attribute.types(types),
    cond: attribute.function(writeCondition(recorder, types)),
    body: attribute.function(body.name, recorder.serial ? inOneThread() : {}),
    output_shapes: attribute.shapes(carried.map(({ shape }) => shape)),
    parallel_iterations: attribute.integer(1),
    _lower_using_switch_merge: attribute.boolean(false),
  });
  const output = (position: number): string => `${node}:output:${position}`;
  carried.forEach((value, position) => {
    if (value.dtype === "variant") scope.define(value, output(position));
  });
  return state.map(({ shape, dtype }, position) => {
    const result = tf.zeros([...shape], dtype);
    scope.define(result, output(position + 2));
    return result;
  });
}

/** TensorFlow's executor without queues. Half the time of a small step is theirs; it can't run two operations at once. */
const inOneThread = (): Attributes => ({ _executor: attribute.text("SINGLE_THREADED_EXECUTOR") });

/** `index < limit`; a loop's condition receives everything its body does. */
function writeCondition(recorder: Recorder, types: readonly number[]): string {
  const scope = recorder.newScope();
  const less = scope.add("Less", ["argument_0", "argument_1"], { T: attribute.type(typeNumber("int32")) });
  const inputs = types.map((type, position) => ({ name: `argument_${position}`, type }));
  return recorder.define("unfinished", inputs, scope, [
    { type: typeNumber("bool"), reference: `${less}:z:0` },
  ]);
}

/**
 * A list of `count` tensors of the same shape that the rounds of a loop fill in. Unlike a tensor of which every round
 * replaces a part, it is never copied: TensorFlow moves references, and XLA writes in place.
 */
export class TensorList implements GraphValue {
  readonly dataId = {};
  readonly shape = [];
  readonly dtype = "variant";

  /** Makes the list in `scope`, for entries like `example`. */
  constructor(
    scope: Scope,
    private readonly count: number,
    private readonly example: Tensor,
  ) {
    const inputs = [this.shapeIn(scope), scope.reference(tf.scalar(count, "int32"))];
    const shapeType = attribute.type(typeNumber("int32"));
    const node = scope.add("TensorListReserve", inputs, { ...this.elements, shape_type: shapeType });
    scope.define(this, `${node}:handle:0`);
  }

  /** From here on the list has `value` as entry `index`. */
  set(scope: Scope, index: Tensor, value: Tensor): void {
    const inputs = [this, index, value].map((input) => scope.reference(input));
    const node = scope.add("TensorListSetItem", inputs, this.elements);
    scope.define(this, `${node}:output_handle:0`);
  }

  /** All entries in one tensor, [count, …]. */
  stack(scope: Scope): Tensor {
    const inputs = [scope.reference(this), this.shapeIn(scope)];
    const count = attribute.integer(this.count);
    const node = scope.add("TensorListStack", inputs, { ...this.elements, num_elements: count });
    const result = tf.zeros([this.count, ...this.example.shape], this.example.dtype);
    scope.define(result, `${node}:tensor:0`);
    return result;
  }

  private get elements() {
    return { element_dtype: attribute.type(typeNumber(this.example.dtype)) };
  }

  private shapeIn(scope: Scope): string {
    return scope.reference(tf.tensor1d(this.example.shape, "int32"));
  }
}
