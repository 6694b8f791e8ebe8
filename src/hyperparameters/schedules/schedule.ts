/**
 * How a hyperparameter changes over time: a pure function of the number of the step, 0 for the first.
 *
 * @see Babuschkin et al., "The DeepMind JAX ecosystem", 2020 (Optax, where schedules are such functions)
 */
export type Schedule = (step: number) => number;
