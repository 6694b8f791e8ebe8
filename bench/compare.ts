import { join } from "node:path";
import type { Comparison, PeerName } from "./comparisons.js";
import { interleave, type Contestant, type Standing } from "./interleave.js";
import { startPeer, type PeerProcess } from "./peer-process.js";
import { secondsPerStep, type Answer, type Task } from "./task.js";

/** One library's figures in a comparison. */
export interface PeerResult extends Standing {
  readonly version: string;
  /** Median over the runs of the validation accuracy that was reached: the same work was done. */
  readonly accuracies: readonly number[];
  /** Seconds for all runs of the comparison in the last round. */
  readonly totalSeconds: number;
}

/** How each library's process is started. */
export type Commands = Readonly<Record<PeerName, readonly [string, ...string[]]>>;

/** The commands, given a Python that has the Python libraries. */
export function peerCommands(python: string, root: string): Commands {
  const script = (name: string): string => join(root, "bench", "peers", name);
  return {
    tunebook: [process.execPath, join(__dirname, "peers", "tunebook-peer.js")],
    tfjs: [process.execPath, join(__dirname, "peers", "tfjs-peer.js")],
    keras: [python, script("keras_peer.py")],
    jax: [python, script("jax_peer.py")],
  };
}

/**
 * Lets every library train the same task, in turns. What is compared is seconds per training step of one run.
 *
 * @param comparison what to train
 * @param data folder of the data set
 * @param commands how the libraries' processes are started
 * @param rounds how many rounds each library runs
 */
export async function compare(
  comparison: Comparison,
  data: string,
  commands: Commands,
  rounds: number,
): Promise<PeerResult[]> {
  const { name, hyperparameters, learningRates, seeds, trials, peers, cold } = comparison;
  const task: Task = {
    ...{ name, data, hyperparameters, learningRates, seeds, warm: !cold },
    ...(trials && { trials }),
  };
  const benches = peers.map((peer) =>
    cold ? coldBench(commands[peer], task) : warmBench(commands[peer], task),
  );
  try {
    for (const bench of benches) await bench.warmUp();
    const contestants = benches.map((bench, index): Contestant => ({ name: peers[index]!, run: bench.run }));
    const standings = await interleave(contestants, rounds);
    return standings.map((standing, index) => ({ ...standing, ...benches[index]!.last() }));
  } finally {
    for (const bench of benches) await bench.close();
  }
}

interface Bench {
  readonly warmUp: () => Promise<void>;
  readonly run: () => Promise<number>;
  readonly last: () => Pick<PeerResult, "version" | "accuracies" | "totalSeconds">;
  readonly close: () => Promise<void>;
}

/**
 * One process for all rounds; its first training, with tracing and compilation, is not counted. Every round has its
 * own seeds, because in practice a repeated training run differs in something.
 */
function warmBench(command: readonly [string, ...string[]], task: Task): Bench {
  let peer: PeerProcess | undefined;
  let answer: Answer | undefined;
  let round = 0;
  const train = async (): Promise<Answer> => {
    peer ??= await startPeer(command);
    const seeds = task.seeds.map((seed) => seed + round * task.seeds.length);
    round += 1;
    return (answer = (await peer.ask({ ...task, seeds })) as Answer);
  };
  return {
    warmUp: async () => {
      await train();
    },
    run: async () => secondsPerStep(task, await train()),
    last: () => summary(peer!.version, answer!),
    close: async () => peer?.close(),
  };
}

/** A new process for each round. Loading the library is not counted, everything after it is. */
function coldBench(command: readonly [string, ...string[]], task: Task): Bench {
  let latest: Pick<PeerResult, "version" | "accuracies" | "totalSeconds"> | undefined;
  return {
    warmUp: () => Promise.resolve(),
    run: async () => {
      const peer = await startPeer(command);
      const answer = (await peer.ask(task)) as Answer;
      await peer.close();
      latest = summary(peer.version, answer);
      return secondsPerStep(task, answer);
    },
    last: () => latest!,
    close: () => Promise.resolve(),
  };
}

function summary(
  version: string,
  { accuracies, seconds }: Answer,
): Pick<PeerResult, "version" | "accuracies" | "totalSeconds"> {
  return { version, accuracies, totalSeconds: seconds };
}
