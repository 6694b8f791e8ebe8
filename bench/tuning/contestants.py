"""The tuners of other libraries: each runs a number of trials on a problem and returns the values in order."""

import math
import time

import numpy as np
from problems import exists, problem

OPTUNA = {
    "optuna random": lambda o, seed: o.RandomSampler(seed=seed),
    "optuna qmc": lambda o, seed: o.QMCSampler(seed=seed, scramble=True),
    "optuna tpe": lambda o, seed: o.TPESampler(seed=seed),
    "optuna gp": lambda o, seed: o.GPSampler(seed=seed),
    "optuna cma-es": lambda o, seed: o.CmaEsSampler(seed=seed),
}


def run(tuner, name, seed, trials):
    """{"values", "seconds"}: the tuner's own time, without that of the problem."""
    space, function = problem(name)
    values, spent = [], 0.0

    def objective(params):
        nonlocal spent
        begun = time.perf_counter()
        values.append(function(params, seed))
        spent += time.perf_counter() - begun
        return values[-1]

    begun = time.perf_counter()
    if tuner in OPTUNA:
        run_optuna(tuner, space, objective, seed, trials)
    else:
        {"hyperopt tpe": run_hyperopt, "smac": run_smac}[tuner](space, objective, seed, trials)
    return {"values": values[:trials], "seconds": time.perf_counter() - begun - spent}


def optuna_study(tuner, seed):
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    return optuna.create_study(sampler=OPTUNA[tuner](optuna.samplers, seed))


def suggest(trial, space):
    params = {}
    for parameter in space:
        name = parameter["name"]
        if not exists(parameter, params):
            continue
        if parameter["kind"] == "categorical":
            params[name] = trial.suggest_categorical(name, parameter["choices"])
        else:
            ask = trial.suggest_int if parameter["kind"] == "int" else trial.suggest_float
            params[name] = ask(name, parameter["low"], parameter["high"], log=parameter["log"])
    return params


def run_optuna(tuner, space, objective, seed, trials):
    optuna_study(tuner, seed).optimize(lambda trial: objective(suggest(trial, space)), n_trials=trials)


def run_hyperopt(space, objective, seed, trials):
    from hyperopt import Trials, fmin, tpe

    fmin(
        lambda params: objective(flat(params)),
        hyperopt_space(space),
        algo=tpe.suggest,
        max_evals=trials,
        trials=Trials(),
        rstate=np.random.default_rng(seed),
        verbose=False,
        show_progressbar=False,
    )


def hyperopt_space(space):
    """Hyperopt has branches inside a choice: a parent's value with all that exists only beside it."""
    from hyperopt import hp
    from hyperopt.pyll import scope

    def node(parameter, path):
        name, label = parameter["name"], parameter["name"] + path
        children = [other for other in space if other.get("when", (None,))[0] == name]
        if parameter["kind"] == "categorical" or children:
            numbers = range(parameter.get("low", 0), parameter.get("high", 0) + 1)
            values = parameter.get("choices", list(numbers))
            inside = [[child for child in children if value in child["when"][1]] for value in values]
            return hp.choice(
                label,
                [
                    {name: value, **{c["name"]: node(c, f"{path}/{value}") for c in some}}
                    for value, some in zip(values, inside)
                ],
            )
        low, high, kind = parameter["low"], parameter["high"], parameter["kind"]
        if parameter["log"]:
            ends = (low - 0.5, high + 0.5) if kind == "int" else (low, high)
            made = hp.qloguniform if kind == "int" else hp.loguniform
            more = (1,) if kind == "int" else ()
            number = made(label, math.log(ends[0]), math.log(ends[1]), *more)
        else:
            number = hp.quniform(label, low - 0.5, high + 0.5, 1) if kind == "int" else hp.uniform(label, low, high)
        # Rounding at the very edge may lead half a step outside.
        return scope.maximum(low, scope.minimum(high, scope.int(number))) if kind == "int" else number

    return {parameter["name"]: node(parameter, "") for parameter in space if "when" not in parameter}


def flat(params):
    """The nested choices of Hyperopt as one dictionary."""
    found = {}
    for name, value in params.items():
        found.update(flat(value) if isinstance(value, dict) else {name: value})
    return found


def run_smac(space, objective, seed, trials):
    import logging
    import tempfile

    from ConfigSpace import CategoricalHyperparameter as Categorical
    from ConfigSpace import ConfigurationSpace, InCondition
    from ConfigSpace import UniformFloatHyperparameter as Float
    from ConfigSpace import UniformIntegerHyperparameter as Integer
    from smac import HyperparameterOptimizationFacade, Scenario

    logging.disable(logging.WARNING)
    made = ConfigurationSpace(seed=seed)
    parts = {}
    for p in space:
        kind = {"categorical": Categorical, "int": Integer, "float": Float}[p["kind"]]
        given = {"choices": p["choices"]} if p["kind"] == "categorical" else {"lower": p["low"], "upper": p["high"], "log": p["log"]}
        parts[p["name"]] = kind(p["name"], **given)
    made.add(*parts.values())
    made.add(*[InCondition(parts[p["name"]], parts[p["when"][0]], p["when"][1]) for p in space if "when" in p])
    with tempfile.TemporaryDirectory() as folder:
        scenario = Scenario(made, deterministic=True, n_trials=trials, seed=seed, output_directory=folder)
        HyperparameterOptimizationFacade(
            scenario, lambda config, seed=0: objective(dict(config)), overwrite=True
        ).optimize()


def pace(tuner, trials, asked):
    """Milliseconds of processor time per suggestion of five numbers by an Optuna sampler that knows so many trials."""
    import optuna

    names = [f"x{i}" for i in range(5)]
    study, random = optuna_study(tuner, 1), np.random.default_rng(1)
    uniform = optuna.distributions.FloatDistribution(-5, 5)
    for _ in range(trials):
        params = dict(zip(names, random.uniform(-5, 5, 5)))
        value = sum(x * x for x in params.values())
        study.add_trial(optuna.create_trial(params=params, distributions=dict.fromkeys(names, uniform), value=value))
    times = []
    for _ in range(asked):
        begun = time.process_time()
        trial = study.ask()
        value = sum(trial.suggest_float(name, -5, 5) ** 2 for name in names)
        times.append(1000 * (time.process_time() - begun))
        study.tell(trial, value)
    return {"times": times}
