// tfjs-node as its own tutorials use it: a LayersModel and `fit`.
import type { LayersModel, Tensor } from "@tensorflow/tfjs";
import { tf } from "../../src/tensorflow/tensorflow.js";
import type { Answer, Task } from "../task.js";
import { importDataset, type FlatDataset, type FlatSplit } from "./import-dataset.js";
import { serve } from "./serve.js";

interface Loaded extends FlatDataset {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly validationData: [Tensor, Tensor];
}

/** A model, and the weights every training of it begins with. */
interface Beginning {
  readonly model: LayersModel;
  readonly first: Tensor[];
}

const loaded = new Map<string, Loaded>();
const models = new Map<string, Beginning>();

void serve(`tfjs-node ${tf.version["tfjs-core"]}`, async (question): Promise<Answer> => {
  const task = question as Task;
  const data = loaded.get(task.data) ?? load(task.data);
  loaded.set(task.data, data);
  const start = performance.now();
  const accuracies: number[] = [];
  for (const learningRate of task.learningRates)
    for (let run = 0; run < task.seeds.length; run += 1)
      accuracies.push(await train(task, data, learningRate));
  const { batchSize, epochs } = task.hyperparameters;
  const steps = epochs * Math.ceil(data.train.targets.length / batchSize);
  return { seconds: (performance.now() - start) / 1000, steps, accuracies };
});

async function train(task: Task, data: Loaded, learningRate: number): Promise<number> {
  const { batchSize, epochs } = task.hyperparameters;
  const { model, first } = (task.warm ? models.get(task.name) : undefined) ?? begin(task, data);
  model.setWeights(first);
  const optimizer = tf.train.sgd(learningRate);
  model.compile({ optimizer, loss: "categoricalCrossentropy", metrics: ["accuracy"] });
  const { x, y, validationData } = data;
  // A number where tfjs declares an enumeration that it does not export.
  const silent: object = { verbose: 0 };
  const { history } = await model.fit(x, y, { batchSize, epochs, validationData, ...silent });
  optimizer.dispose();
  if (!task.warm) {
    model.dispose();
    tf.dispose(first);
  }
  return Number(history["val_acc"]!.at(-1));
}

function begin(task: Task, data: Loaded): Beginning {
  const model = build(task, data);
  const fresh = { model, first: model.getWeights().map((weight) => tf.clone(weight)) };
  if (task.warm) models.set(task.name, fresh);
  return fresh;
}

function build(task: Task, { inputShape, outputs }: FlatDataset): LayersModel {
  const { architecture, layers, units, kernelSize, activation } = task.hyperparameters;
  const model = tf.sequential();
  const first = (index: number) => (index === 0 ? { inputShape: [...inputShape] } : {});
  if (architecture === "dense") {
    const flat = inputShape.length > 1;
    if (flat) model.add(tf.layers.flatten(first(0)));
    for (let index = 0; index < layers; index += 1) {
      const shared = { activation: activation as "relu", kernelInitializer: "heNormal" } as const;
      model.add(tf.layers.dense({ units, ...shared, ...(flat ? {} : first(index)) }));
    }
  } else if (architecture === "convolutional") {
    for (let index = 0; index < layers; index += 1) {
      const shared = { kernelSize, padding: "same", activation: activation as "relu" } as const;
      model.add(tf.layers.conv2d({ filters: units, ...shared, ...first(index) }));
      model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
    }
    model.add(tf.layers.flatten());
  } else model.add(tf.layers.gru({ units, ...first(0) }));
  model.add(tf.layers.dense({ units: outputs, activation: "softmax" }));
  return model;
}

function load(folder: string): Loaded {
  const data = importDataset(folder);
  const [x, y] = tensors(data, data.train);
  return { ...data, x, y, validationData: tensors(data, data.validation) };
}

function tensors({ inputShape, outputs }: FlatDataset, { inputs, targets }: FlatSplit): [Tensor, Tensor] {
  return [
    tf.tensor(inputs, [targets.length, ...inputShape]),
    tf.oneHot(tf.tensor1d(targets, "int32"), outputs).toFloat(),
  ];
}
