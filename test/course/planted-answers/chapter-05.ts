/** Right and wrong answers to the exercises of chapter 05. */
export const planted05 = {
  "05.1": {
    right: [4690, 2.5, 96],
    wrong: [
      { answer: 4690, hint: /list of 3 numbers/ },
      { answer: [4687.5, 0, 96], hint: /round within the epoch/ },
      { answer: [4680, 7.5, 96], hint: /or are they dropped/ },
      { answer: [4690, 0.5, 96], hint: /How far is that/ },
      { answer: [4690, 2.5, 128], hint: /after all full ones/ },
    ],
  },
  "05.2": {
    right: ["more epochs", "softening", "another network", "fewer epochs"],
    wrong: [
      { answer: "more epochs", hint: /a list of four/ },
      { answer: ["more epochs", "another network", "softening", "fewer epochs"], hint: /Begin with B/ },
      {
        answer: ["more epochs", "fewer epochs", "another network", "softening"],
        hint: /look at its accuracy/,
      },
      { answer: ["more epochs", "softening", "another network", "softening"], hint: /it has a peak/ },
      { answer: ["more epochs", "softening", "more epochs", "fewer epochs"], hint: /last third/ },
      {
        answer: ["another network", "softening", "more epochs", "fewer epochs"],
        hint: /still on its way down/,
      },
      { answer: ["more epochs", "softening", "fewer epochs", "fewer epochs"], hint: /C is flat/ },
    ],
  },
  "05.3": {
    right: [79.5, 98.5],
    wrong: [
      { answer: [80], hint: /list of 2 numbers/ },
      { answer: [0.8, 0.98], hint: /Percent, please/ },
      { answer: [80, 72], hint: /last epoch/ },
      { answer: [96, 98.5], hint: /where it is highest/ },
      { answer: [40, 98.5], hint: /still climbing/ },
    ],
  },
};
