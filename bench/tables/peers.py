"""scikit-learn's plain models, and FLAML, on the tables of `npm run bench:tables`.

python peers.py export FOLDER   writes the tables that come with Python packages as CSV files
python peers.py fit             reads {"file", "target", "task", "train", "test", "seconds"} from stdin, prints figures of each model
"""

import json
import os
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd


def export(folder):
    from sklearn.datasets import load_diabetes

    folder.mkdir(parents=True, exist_ok=True)
    load_diabetes(as_frame=True, scaled=False).frame.to_csv(folder / "diabetes.csv", index=False)
    data = Path(find_spec("ISLP").origin).parent / "data"
    for name in ["Boston", "Carseats", "College", "Credit", "Hitters", "OJ", "Wage"]:
        table = pd.read_csv(data / f"{name}.csv")
        # What only numbers or names the rows, and the target in other words.
        unnamed = [column for column in table.columns if column.startswith("Unnamed") or column in ("ID", "logwage")]
        table.drop(columns=unnamed).to_csv(folder / f"{name.lower()}.csv", index=False)


def columns_of(table):
    """Numbers as they are, dates as days and place in the year, words of at most 50 kinds as categories."""
    parts = {}
    for name, column in table.items():
        if pd.api.types.is_numeric_dtype(column):
            parts[name] = column.astype(float)
        elif column.dropna().str.fullmatch(r"\d{4}-\d\d-\d\d").all():
            dates = pd.to_datetime(column)
            parts[f"{name} days"] = (dates - pd.Timestamp("1970-01-01")).dt.days.astype(float)
            parts[f"{name} in the year"] = dates.dt.dayofyear.astype(float)
        elif column.nunique() <= 50:
            parts[name] = column.astype("category")
    return pd.DataFrame(parts)


def models(inputs, task):
    from sklearn.compose import make_column_selector, make_column_transformer
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression, RidgeCV
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    encoded = make_column_transformer(
        (make_pipeline(SimpleImputer(add_indicator=True), StandardScaler()), make_column_selector(dtype_include=float)),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), make_column_selector(dtype_include="category")),
    )
    classes = task == "classification"
    linear = LogisticRegression(max_iter=2000) if classes else RidgeCV(np.logspace(-3, 4, 15))
    boosted = (HistGradientBoostingClassifier if classes else HistGradientBoostingRegressor)(
        categorical_features="from_dtype", random_state=1
    )
    return {"linear": make_pipeline(encoded, linear), "boosted": boosted}


def fit(job):
    table = pd.read_csv(job["file"]).dropna(subset=[job["target"]])
    inputs, target = columns_of(table.drop(columns=[job["target"]])), table[job["target"]]
    train, test = np.array(job["train"]), np.array(job["test"])
    found = {}
    for name, model in models(inputs, job["task"]).items():
        begun = time.perf_counter()
        model.fit(inputs.iloc[train], target.iloc[train])
        found[name] = {**figures(model, inputs.iloc[test], target.iloc[test], job["task"]), "seconds": time.perf_counter() - begun}
    begun = time.perf_counter()
    model = searched(inputs.iloc[train], target.iloc[train], job["task"], job["seconds"])
    found["flaml"] = {**figures(model, inputs.iloc[test], target.iloc[test], job["task"]), "seconds": time.perf_counter() - begun}
    return found


def searched(inputs, target, task, seconds):
    """What FLAML finds in as many seconds, with its own choice of models and of validation."""
    from flaml import AutoML

    automl = AutoML()
    metric = "log_loss" if task == "classification" else "rmse"
    automl.fit(inputs, target, task=task, metric=metric, time_budget=seconds, seed=1, n_jobs=os.cpu_count(), verbose=0)
    return automl


def figures(model, inputs, target, task):
    if task == "regression":
        return {"RMSE": float(np.sqrt(np.mean((model.predict(inputs) - target) ** 2)))}
    shares = np.clip(model.predict_proba(inputs), 1e-7, 1)
    places = np.searchsorted(model.classes_, target)
    right = shares.argmax(1) == places
    return {"accuracy": float(right.mean()), "loss": float(-np.log(shares[np.arange(len(places)), places]).mean())}


if sys.argv[1] == "export":
    export(Path(sys.argv[2]))
else:
    print(json.dumps(fit(json.load(sys.stdin))))
