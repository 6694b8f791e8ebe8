const plan = {
  question: "Does the searched network read new digits at least as well as the given one?",
  yardstick: "nearest neighbour",
  trials: { given: 12, searched: 12 },
  chooses: "validation images of the tuning draw",
  judges: "test images of eight other draws",
  repeats: "draw of the training and test images",
  spread: 1.5,
  margin: 2,
  repetitions: 8,
  testOpened: 1,
  costs: ["parameters", "seconds"],
  ifNotSettled: "the interval, and how many draws would settle it",
};

/** Right and wrong answers to the exercises of chapter 29. */
export const planted29 = {
  "29.1": {
    right: 1570,
    wrong: [
      { answer: "many", hint: /one number/ },
      { answer: 769, hint: /power would be 50 %/ },
      { answer: 0.157, hint: /In which unit/ },
      { answer: 31, hint: /under the root/ },
      { answer: 78_400, hint: /Only the images/ },
      { answer: 359, hint: /solve for n/ },
    ],
  },
  "29.2": {
    right: 9.6,
    wrong: [
      { answer: [9.6], hint: /one number/ },
      { answer: 0.096, hint: /In percent/ },
      { answer: 2.5, hint: /a single look/ },
      { answer: 40, hint: /not sixteen independent/ },
      { answer: 19, hint: /above 0 count/ },
      { answer: 7, hint: /Invent at least/ },
    ],
  },
  "29.3": {
    right: plan,
    wrong: [
      { answer: ["accuracy"], hint: /Hand in the plan itself/ },
      { answer: { ...plan, question: "We compare networks." }, hint: /question mark/ },
      { answer: { ...plan, yardstick: "" }, hint: /learns nothing/ },
      { answer: { ...plan, trials: { mine: 12 } }, hint: /two sides or more/ },
      { answer: { ...plan, trials: { given: 1, searched: 12 } }, hint: /the effort and not the idea/ },
      { answer: { ...plan, judges: "" }, hint: /on which data/ },
      { answer: { ...plan, judges: plan.chooses }, hint: /flatter/ },
      { answer: { ...plan, repeats: undefined }, hint: /one more independent number/ },
      { answer: { ...plan, margin: 0 }, hint: /Two positive numbers/ },
      { answer: { ...plan, repetitions: 3 }, hint: /five or more/ },
      { answer: { ...plan, repetitions: 5 }, hint: /one study in five/ },
      { answer: { ...plan, testOpened: 2 }, hint: /one right number/ },
      { answer: { ...plan, costs: [] }, hint: /stands beside the accuracy/ },
      { answer: { ...plan, ifNotSettled: "" }, hint: /Decide it now/ },
    ],
  },
};
