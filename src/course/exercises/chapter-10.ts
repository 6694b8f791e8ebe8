import { at, defineExercises, isClose, isFunction, isNumber, numbers } from "./exercise.js";

/** The gain that a submitted function returns for an activation. */
const gain = (answer: unknown, activation: (z: number) => number): unknown =>
  (answer as (activation: (z: number) => number) => unknown)(activation);

const relu = (z: number): number => Math.max(0, z);

/** Whether a submitted function returns this gain, to 2 %. */
const gives = (answer: unknown, activation: (z: number) => number, wanted: number): boolean => {
  const returned = gain(answer, activation);
  return isNumber(returned) && Math.abs(returned / wanted - 1) <= 0.02;
};

defineExercises(
  {
    id: "10.1",
    takes: "He's standard deviation and the limit of Glorot's uniform distribution, for example [0.1, 0.2]",
    steps: [
      numbers(2, "He's standard deviation, then the limit a of Glorot's uniform weights"),
      {
        met: (answer) => !isClose(at(answer, 0), 2 / 300, 1e-4),
        hint: "The first number is He's variance. The standard deviation is its root.",
      },
      {
        met: (answer) => isClose(at(answer, 0), Math.sqrt(2 / 300), 1e-3),
        hint: "He's variance is 2 over the fan-in, the number of inputs. Look at the first number again.",
      },
      {
        met: (answer) => !isClose(at(answer, 1), Math.sqrt(2 / 400), 1e-3),
        hint: "The second number is Glorot's standard deviation. The limit of a uniform distribution is larger than that.",
      },
      {
        met: (answer) => isClose(at(answer, 1), Math.sqrt(6 / 400), 1e-3),
        hint: "Glorot's variance is 2 over the sum of both fans, 400. Which a makes a²/3 of it?",
      },
    ],
    answer:
      "He: √(2/300) = 0.082. Glorot: the variance is 2/400, so a = √(3 · 2/400) = 0.122. A limit is √3 = 1.73 times the standard deviation; to take one for the other is to be off by a factor of 3 in the variance, which is the ratio of LeCun's rule to PyTorch's default.",
  },
  {
    id: "10.2",
    takes: "the number of layers with Glorot's rule and with PyTorch's default, for example [5, 3]",
    steps: [
      numbers(2, "the layers with Glorot's rule, then with PyTorch's default"),
      {
        met: (answer) => !isClose(at(answer, 0), 19),
        hint: "Nearly: after that many layers it is still a little above a millionth.",
      },
      {
        met: (answer) => isClose(at(answer, 0), 20),
        hint: "With as many outputs as inputs Glorot's variance is 1/n, and ReLU takes half. How often can you halve 1 until it is below a millionth?",
      },
      {
        met: (answer) => !isClose(at(answer, 1), 13),
        hint: "The second number leaves out what ReLU takes away: it is for a factor of a third.",
      },
      {
        met: (answer) => isClose(at(answer, 1), 8),
        hint: "A third from the variance, a half from ReLU: a factor of a sixth for each layer. Take the next whole number.",
      },
    ],
    answer:
      "Glorot: a factor of ½, and 2²⁰ is just over a million: 20 layers. PyTorch: a factor of 1/6, and 6⁸ is 1.7 million: 8 layers. In deep networks a normalization or residual connections usually hide this; in a plain deep ReLU network change the default.",
  },
  {
    id: "10.3",
    takes: "a function of an activation that returns the gain",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("10.3", gainFor).',
      },
      {
        met: (answer) => isNumber(gain(answer, relu)),
        hint: "It must return a number. Call it with (z) => Math.max(0, z).",
      },
      {
        met: (answer) => !gives(answer, relu, 2),
        hint: "You return the square of the gain: 2 for ReLU.",
      },
      {
        met: (answer) => !gives(answer, relu, Math.SQRT1_2),
        hint: "Turned over: the gain makes up for what the activation loses, so for ReLU it is above 1.",
      },
      {
        met: (answer) => gives(answer, relu, Math.SQRT2),
        hint: "Try ReLU: the mean of its squared outputs is ½, so the gain should be √2. (Subtract no mean: the mean square counts, and ReLU's mean is not 0.)",
      },
      {
        met: (answer) => gives(answer, (z) => z, 1) && gives(answer, Math.tanh, 1.5925),
        hint: "ReLU is right, others are not: the identity should give 1. Does your function use the activation that it is given?",
      },
      {
        met: (answer) => gives(answer, (z) => Math.max(0.2 * z, z), 1 / Math.sqrt(0.52)),
        hint: "ReLU and tanh are right, a leaky ReLU with slope 0.2 is not: its negative half counts too.",
      },
    ],
    answer:
      "The gain is one over the root of the mean of φ(z)² for normal z: 1 for the identity, √2 for ReLU, 1.59 for tanh, 1.39 for a leaky ReLU with slope 0.2. So every activation has a rule of its own, and LeCun's and He's are this one for the identity and for ReLU.",
  },
);
