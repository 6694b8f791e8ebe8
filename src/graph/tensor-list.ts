import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../tensorflow/tensorflow.js";
import { attribute } from "./attributes.js";
import { typeNumber, type GraphValue } from "./backend.js";
import type { Scope } from "./scope.js";

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
