import { at, defineExercises, numbers } from "./exercise.js";

const remedies = ["more epochs", "fewer epochs", "softening", "another network"];

const list = (answer: unknown): readonly unknown[] => answer as readonly unknown[];

const numberAt = (answer: unknown, place: number): number => at(answer, place) as number;

defineExercises(
  {
    id: "05.1",
    takes:
      "the iterations, by how many the formula without brackets misses, and the examples in an epoch's last batch, for example [5000, 1, 10]",
    steps: [
      numbers(3, "the iterations, the miss of the formula without brackets, the examples in the last batch"),
      {
        met: (answer) => Number.isInteger(numberAt(answer, 0)) && numberAt(answer, 0) % 10 === 0,
        hint: "Every epoch makes the same whole number of updates: round within the epoch, then multiply by the epochs.",
      },
      {
        met: (answer) => numberAt(answer, 0) === 4690,
        hint: "60,000 divided by 128 leaves a remainder. Do its examples get an update, or are they dropped?",
      },
      {
        met: (answer) => Math.abs(Math.abs(numberAt(answer, 1)) - 2.5) < 1e-6,
        hint: "The formula without brackets multiplies the fraction by the epochs. How far is that from your first number?",
      },
      {
        met: (answer) => numberAt(answer, 2) === 96,
        hint: "The last batch holds what is left after all full ones: 60000 % 128.",
      },
    ],
    answer:
      "An epoch has 468 full batches and one of 96 examples, so 469 updates, and ten epochs have 4,690. Without the brackets it would be 4,687.5: a quarter of an update missing in every epoch.",
  },
  {
    id: "05.2",
    takes:
      'a list of four remedies, for example ["more epochs", "fewer epochs", "softening", "another network"]',
    steps: [
      {
        met: (answer) =>
          Array.isArray(answer) &&
          answer.length === 4 &&
          list(answer).every((each) => remedies.includes(each as string)),
        hint: `Hand in a list of four, for A, B, C and D, each one of: ${remedies.join(", ")}.`,
      },
      {
        met: (answer) => ["fewer epochs", "softening"].includes(at(answer, 1) as string),
        hint: "Begin with B: its two losses part, and one of them goes up. More of the same would carry it further.",
      },
      {
        met: (answer) => at(answer, 1) === "softening",
        hint: "Fewer epochs would lower the loss of B, but look at its accuracy: what would they do to that?",
      },
      {
        met: (answer) => at(answer, 3) === "fewer epochs",
        hint: "Look at the validation accuracy of D: it has a peak, and then it falls. Which remedy brings the peak back? Softening changes no answer.",
      },
      {
        met: (answer) => at(answer, 0) !== at(answer, 2),
        hint: "A and C end at much the same losses, yet they need different things. Look at the last third of each curve, not at where it ends.",
      },
      {
        met: (answer) => at(answer, 0) === "more epochs",
        hint: "A is still on its way down when it is stopped. What does it lack?",
      },
      {
        met: (answer) => at(answer, 2) === "another network",
        hint: "C is flat over most of its length: whatever it can learn, it has learned. What would more, or fewer, of these epochs change?",
      },
    ],
    answer:
      "A is still falling, both curves together: it is underfitted because it was stopped too early. C ends at much the same losses, but it has been flat for long: it is underfitted because it can do no better, and needs another network. (It has no hidden layer.) The loss of B rises while its accuracy holds: it is too sure, and softening mends that without losing accuracy. In D the accuracy falls as well: the network is wrong more often, and the earlier epochs were better.",
  },
  {
    id: "05.3",
    takes:
      "two training accuracies in percent: around the turn of the validation accuracy, and at the end, for example [50, 60]",
    steps: [
      numbers(2, "the training accuracy around the turn, and the one at the end, in percent"),
      {
        met: (answer) => list(answer).every((value) => (value as number) > 1 && (value as number) <= 100),
        hint: "Percent, please: 50 rather than 0.5, and at most 100.",
      },
      {
        met: (answer) => numberAt(answer, 1) >= 95,
        hint: "The second number is the training accuracy of the last epoch. By then the network knows nearly all of its labels by heart, also the wrong ones.",
      },
      {
        met: (answer) => numberAt(answer, 0) < 90,
        hint: "By then part of the wrong labels have been learned, and the validation accuracy has been falling for a while. Go back to where it is highest.",
      },
      {
        met: (answer) => numberAt(answer, 0) >= 70,
        hint: "At that point the validation accuracy was still climbing. Average it over some twenty epochs, and look for its highest stretch.",
      },
    ],
    answer:
      "The turn comes at about 80 %, the share of true labels. True labels have something in common and are learned first; each wrong one has to be learned by heart. From there to 100 % mostly wrong labels are left to learn, and the network repeats them on images that look similar.",
  },
);
