/** RMSprop with a velocity, or the same with the wrong sign. */
const twelfthRule = (sign: number) => (rate: number) => {
  let [s, v] = [0, 0];
  return (gradient: number) => {
    s = 0.9 * s + 0.1 * gradient ** 2;
    v = 0.9 * v - (rate * gradient) / Math.sqrt(s + 1e-7);
    return sign * v;
  };
};

/** Plain RMSprop. */
const withoutVelocity = (rate: number) => {
  let s = 0;
  return (gradient: number) => {
    s = 0.9 * s + 0.1 * gradient ** 2;
    return (-rate * gradient) / Math.sqrt(s);
  };
};

/** RMSprop whose memory lies outside the rule, so that all weights share it. */
const sharedMemory = () => {
  let s = 0;
  return (rate: number) => (gradient: number) => {
    s = 0.9 * s + 0.1 * gradient ** 2;
    return (-rate * gradient) / Math.sqrt(s);
  };
};

/** The exercises of chapter 08: the right answer and wrong ones with the hint they must get. */
export const planted08 = {
  "08.1": {
    right: [0.4, 0.76, 0.4 / Math.sqrt(32), 0.1],
    wrong: [
      { answer: [0.4, 0.76, 0.07], hint: /list of 4 numbers/ },
      { answer: [-0.4, -0.76, -0.07, -0.1], hint: /no sign/ },
      { answer: [0.8, 0.76, 0.0707, 0.1], hint: /no memory/ },
      { answer: [0.4, 0.4, 0.0707, 0.1], hint: /new velocity/ },
      { answer: [0.4, 0.76, 0.1, 0.1], hint: /holds 4² twice/ },
      { answer: [0.4, 0.76, 0.0707, 0.4], hint: /right from the first step/ },
    ],
  },
  "08.2": {
    right: twelfthRule(1),
    wrong: [
      { answer: -0.3, hint: /the rule itself/ },
      { answer: (rate: number) => -rate, hint: /returns a function/ },
      { answer: twelfthRule(-1), hint: /Which sign/ },
      { answer: (rate: number) => (gradient: number) => -rate * gradient, hint: /a tenth of g²/ },
      { answer: sharedMemory(), hint: /must not share|velocity is 0/ },
      { answer: withoutVelocity, hint: /0\.9 of the first/ },
    ],
  },
  "08.3": {
    right: ["lion", "nadam", "rmsprop", "adadelta", "adam", "adamw", "adamax"],
    wrong: [
      { answer: ["Adam"], hint: /names out of/ },
      { answer: ["sgd", "adam", "lion"], hint: /only adds up gradients/ },
      { answer: ["rmsprop"], hint: /Two famous ones/ },
      { answer: ["adagrad", "rmsprop", "adam", "lion"], hint: /does not begin at 0/ },
      { answer: ["rmsprop", "adam", "adamw", "lion"], hint: /something is missing/ },
    ],
  },
};
