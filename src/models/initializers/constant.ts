import { fill, type Initializer } from "./initializer.js";

/** Every weight 0: all units of a layer stay equal for ever, so hidden layers learn nothing. */
export const zeros: Initializer = ({ shape }) => fill(shape, () => 0);

/** Every weight the same number: as symmetric as zeros. */
export const constant: Initializer = ({ shape, scale }) => fill(shape, () => scale);
