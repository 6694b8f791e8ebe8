"""Keras on TensorFlow, as its own tutorials use it: one model and one `fit` per run."""

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras  # noqa: E402
import numpy as np  # noqa: E402

import peer  # noqa: E402

L = keras.layers
models = {}


def build(choice, data):
    layers = [keras.Input(data.input_shape)]
    if choice["architecture"] == "dense":
        if len(data.input_shape) > 1:
            layers.append(L.Flatten())
        layers += [L.Dense(choice["units"], choice["activation"], kernel_initializer="he_normal") for _ in range(choice["layers"])]
    elif choice["architecture"] == "convolutional":
        for _ in range(choice["layers"]):
            layers += [L.Conv2D(choice["units"], choice["kernelSize"], padding="same", activation=choice["activation"]), L.MaxPooling2D(2)]
        layers.append(L.Flatten())
    else:
        layers.append(L.GRU(choice["units"]))
    return keras.Sequential([*layers, L.Dense(data.outputs, activation="softmax")])


def model_for(task, data):
    """A compiled model with its first weights; a warm task gets the one it had, whose training step is traced already."""
    if not task["warm"] or task["name"] not in models:
        model = build(task["hyperparameters"], data)
        model.compile(keras.optimizers.SGD(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
        models[task["name"]] = model, model.get_weights()
    model, first = models[task["name"]]
    model.set_weights(first)
    return model


def train(task, data):
    choice, accuracies = task["hyperparameters"], []
    for rate, seed in peer.combinations(task):
        keras.utils.set_random_seed(seed)
        model = model_for(task, data)
        model.optimizer.learning_rate = rate
        past = model.fit(data.x, data.y, choice["batchSize"], choice["epochs"], verbose=0, validation_data=(data.xv, data.yv))
        accuracies.append(past.history["val_accuracy"][-1])
    return choice["epochs"] * int(np.ceil(len(data.x) / choice["batchSize"])), accuracies


peer.serve(f"Keras {keras.__version__}", train)
