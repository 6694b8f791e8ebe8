import { defineExercises, numbers } from "./exercise.js";

const remedies = ["more epochs", "fewer epochs", "another network"];

const list = (answer: unknown): readonly unknown[] => answer as readonly unknown[];

const at = (answer: unknown, place: number): number => list(answer)[place] as number;

defineExercises(
  {
    id: "05.1",
    takes:
      "the iterations, by how many the formula without brackets misses, and the examples in an epoch's last batch, for example [5000, 1, 10]",
    steps: [
      numbers(3, "the iterations, the miss of the formula without brackets, the examples in the last batch"),
      {
        met: (answer) => Number.isInteger(at(answer, 0)) && at(answer, 0) % 10 === 0,
        hint: "Every epoch makes the same whole number of updates: round within the epoch, then multiply by the epochs.",
      },
      {
        met: (answer) => at(answer, 0) === 4690,
        hint: "60,000 divided by 128 leaves a remainder. Do its examples get an update, or are they dropped?",
      },
      {
        met: (answer) => Math.abs(Math.abs(at(answer, 1)) - 2.5) < 1e-6,
        hint: "The formula without brackets multiplies the fraction by the epochs. How far is that from your first number?",
      },
      {
        met: (answer) => at(answer, 2) === 96,
        hint: "The last batch holds what is left after all full ones: 60000 % 128.",
      },
    ],
    answer:
      "An epoch has 468 full batches and one of 96 examples, so 469 updates, and ten epochs have 4,690. Without the brackets it would be 4,687.5: a quarter of an update missing in every epoch.",
  },
  {
    id: "05.2",
    takes: 'a list of three remedies, for example ["more epochs", "fewer epochs", "another network"]',
    steps: [
      {
        met: (answer) =>
          Array.isArray(answer) && answer.length === 3 && answer.every((each) => remedies.includes(each)),
        hint: `Hand in a list of three, for A, B and C, each one of: ${remedies.join(", ")}.`,
      },
      {
        met: (answer) => list(answer)[1] === "fewer epochs",
        hint: "Begin with B: its two curves part, and one of them goes up. When would you have liked to stop?",
      },
      {
        met: (answer) => list(answer)[0] !== list(answer)[2],
        hint: "A and C end at much the same losses, yet they need different things. Look at the last third of each curve, not at where it ends.",
      },
      {
        met: (answer) => list(answer)[0] === "more epochs",
        hint: "You have A and C the wrong way round. Which of them is still on its way down when it is stopped?",
      },
      {
        met: (answer) => list(answer)[2] === "another network",
        hint: "C is flat over most of its length: whatever it can learn, it has learned. What would more, or fewer, of these epochs change?",
      },
    ],
    answer:
      "A is still falling, both curves together: it is underfitted because it was stopped too early. C has the same losses at the end, but it has been flat for long: it is underfitted because it can do no better, and needs another network (or another rate). B is overfitted. The height of a curve alone does not tell A from C; its slope does.",
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
        met: (answer) => at(answer, 1) >= 95,
        hint: "The second number is the training accuracy of the last epoch. By then the network knows nearly all of its labels by heart, also the wrong ones.",
      },
      {
        met: (answer) => at(answer, 0) < 90,
        hint: "By then part of the wrong labels have been learned, and the validation accuracy has been falling for a while. Go back to where it is highest.",
      },
      {
        met: (answer) => at(answer, 0) >= 70,
        hint: "At that point the validation accuracy was still climbing. Average it over some twenty epochs, and look for its highest stretch.",
      },
    ],
    answer:
      "The turn comes at about 80 %, the share of true labels. True labels have something in common and are learned first; each wrong one has to be learned by heart. From there to 100 % mostly wrong labels are left to learn, and the network repeats them on images that look similar.",
  },
);
