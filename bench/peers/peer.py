"""What the Python peers share: the questions that come in line by line, and the data."""

import json
import pathlib
import sys
import time
import types

import numpy as np


def load(folder):
    """The data set that the bench has written to a folder: float32 inputs, int32 classes."""
    folder = pathlib.Path(folder)
    shape = json.loads((folder / "shape.json").read_text())

    def split(name):
        inputs = np.fromfile(folder / f"{name}-inputs.bin", np.float32)
        targets = np.fromfile(folder / f"{name}-targets.bin", np.int32)
        return inputs.reshape(-1, *shape["inputShape"]), targets

    (x, y), (xv, yv) = split("train"), split("validation")
    return types.SimpleNamespace(x=x, y=y, xv=xv, yv=yv, outputs=shape["outputs"], input_shape=tuple(shape["inputShape"]))


def combinations(task):
    """Learning rate and seed of each run of a task, in the order tunebook has them."""
    return [(rate, seed) for rate in task["learningRates"] for seed in task["seeds"]]


def trials(task):
    """What a search trains as one task for each network. None is warm: hardly two of them have the same shape."""
    own = {**task, "trials": None, "warm": False}
    return [{**own, "hyperparameters": choice, "learningRates": [choice["learningRate"]]} for choice in task["trials"]]


def train_trials(train, task, data):
    """Trains one network after the other: the mean of their steps, and their accuracies."""
    found = [train(each, data) for each in trials(task)]
    return sum(steps for steps, _ in found) / len(found), [accuracy for _, reached in found for accuracy in reached]


def serve(version, train):
    """Answers each task on stdin, one JSON object a line, with the seconds it took to train and what was reached.

    `train(task, data)` returns (training steps per run, validation accuracies in the order of the runs).
    """
    out = sys.stdout
    sys.stdout = sys.stderr
    print(json.dumps({"version": version}), file=out, flush=True)
    loaded = {}
    for line in sys.stdin:
        task = json.loads(line)
        if task["data"] not in loaded:
            loaded[task["data"]] = load(task["data"])
        start = time.perf_counter()
        data = loaded[task["data"]]
        steps, accuracies = train_trials(train, task, data) if task.get("trials") else train(task, data)
        seconds = time.perf_counter() - start
        print(json.dumps({"seconds": seconds, "steps": steps, "accuracies": accuracies}), file=out, flush=True)
