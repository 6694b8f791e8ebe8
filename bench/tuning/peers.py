"""Regret and milliseconds per suggestion (over the last tenth of the trials) of Optuna's and Hyperopt's samplers, as JSON lines on standard output.

Usage: peers.py PLAN, where PLAN is JSON: {"name": a function, "minimum": its lowest value, "table": what it is looked up in, if it is no formula,
"probe": {"point": [...], "value": what the function must be there}, "samplers": [...], "seeds": [1, 2, ...], "trials": 100}
"""

import json
import math
import sys
import time
from functools import partial

import numpy as np


def branin(p):
    x, y = p
    bend = y - 5.1 / (4 * math.pi**2) * x**2 + 5 / math.pi * x - 6
    return bend**2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x) + 10


WEIGHTS = np.array([1, 1.2, 3, 3.2])
WIDTHS = np.array(
    [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]]
)
CENTRES = np.array(
    [
        [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
        [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
        [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
        [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
    ]
)


def hartmann6(p):
    return -float(WEIGHTS @ np.exp(-(WIDTHS * (np.array(p) - CENTRES) ** 2).sum(axis=1)))


def rosenbrock5(p):
    return sum(100 * (b - a * a) ** 2 + (1 - a) ** 2 for a, b in zip(p, p[1:]))


FUNCTIONS = {
    "branin": (branin, [("x", -5, 10, False), ("y", 0, 15, False)]),
    "hartmann6": (hartmann6, [(f"x{i}", 0, 1, False) for i in range(6)]),
    "rosenbrock5": (rosenbrock5, [(f"x{i}", -2, 2, False) for i in range(5)]),
}


def looked_up(axes, losses):
    """The table of losses as a function, linear between its values, and the ranges of its parameters."""
    table = np.array(losses).reshape([axis["count"] for axis in axes])

    def place(axis, value):
        low, high = axis["low"], axis["high"]
        share = math.log(value / low) / math.log(high / low) if axis["log"] else (value - low) / (high - low)
        return min(1, max(0, share)) * (axis["count"] - 1)

    def function(p):
        block = table
        for axis, value in zip(axes, p):
            at = place(axis, value)
            below = min(axis["count"] - 2, math.floor(at))
            block = block[below] * (1 - (at - below)) + block[below + 1] * (at - below)
        return float(block)

    return function, [(axis["name"], axis["low"], axis["high"], axis["log"]) for axis in axes]


def run_optuna(sampler, function, space, seed, trials):
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    samplers = {
        "optuna random": lambda: optuna.samplers.RandomSampler(seed=seed),
        "optuna tpe": lambda: optuna.samplers.TPESampler(seed=seed),
        "optuna gp": lambda: optuna.samplers.GPSampler(seed=seed),
        "optuna cma-es": lambda: optuna.samplers.CmaEsSampler(seed=seed),
    }
    study = optuna.create_study(sampler=samplers[sampler]())
    study.optimize(
        lambda t: function([t.suggest_float(name, low, high, log=log) for name, low, high, log in space]), n_trials=trials
    )
    return study.best_value


def run_hyperopt(function, space, seed, trials):
    from hyperopt import Trials, fmin, hp, tpe

    log = Trials()
    fmin(
        lambda values: function(list(values)),
        [
            hp.loguniform(name, math.log(low), math.log(high)) if log else hp.uniform(name, low, high)
            for name, low, high, log in space
        ],
        algo=tpe.suggest,
        max_evals=trials,
        trials=log,
        rstate=np.random.default_rng(seed),
        verbose=False,
        show_progressbar=False,
    )
    return min(log.losses())


def timed(function, calls):
    """The function, noting when it is called: what passes between two calls is the tuner's own time."""

    def called(point):
        calls.append(time.perf_counter())
        return function(point)

    return called


def main():
    import warnings

    warnings.simplefilter("ignore")
    plan = json.loads(sys.argv[1])
    name, probe = plan["name"], plan["probe"]
    function, space = looked_up(**plan["table"]) if "table" in plan else FUNCTIONS[name]
    if not math.isclose(function(probe["point"]), probe["value"], rel_tol=1e-9, abs_tol=1e-12):
        sys.exit(f"{name} is {function(probe['point'])} here and {probe['value']} there, at {probe['point']}")
    for sampler in plan["samplers"]:
        regrets, times = [], []
        try:
            for seed in plan["seeds"]:
                calls = []
                run = run_hyperopt if sampler == "hyperopt tpe" else partial(run_optuna, sampler)
                regrets.append(run(timed(function, calls), space, seed, plan["trials"]) - plan["minimum"])
                last = calls[-max(2, len(calls) // 10) :]
                times.append((last[-1] - last[0]) * 1000 / (len(last) - 1))
        except ImportError as error:
            print(json.dumps({"function": name, "sampler": sampler, "missing": str(error)}), flush=True)
            continue
        print(json.dumps({"function": name, "sampler": sampler, "regrets": regrets, "times": times}), flush=True)


main()
