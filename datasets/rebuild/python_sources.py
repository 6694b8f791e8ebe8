"""Writes the files that come from Python packages into the folder named on the command line."""

import csv
import gzip
import sys
from pathlib import Path

import numpy as np
from mnist1d.data import get_dataset_args, make_dataset
from sklearn.datasets import load_breast_cancer, load_digits, load_wine

IDX_TYPES = {np.dtype("uint8"): 0x08, np.dtype("float32"): 0x0D}


def write_idx(path: Path, values: np.ndarray) -> None:
    """Writes an array in the IDX format MNIST is published in, compressed, without a time stamp."""
    header = bytes([0, 0, IDX_TYPES[values.dtype], values.ndim])
    sizes = np.array(values.shape, dtype=">u4").tobytes()
    contents = header + sizes + values.astype(values.dtype.newbyteorder(">")).tobytes()
    path.write_bytes(gzip.compress(contents, compresslevel=9, mtime=0))


def write_table(path: Path, bunch, target: str) -> None:
    """Writes one of scikit-learn's tables with the class as a word in the last column."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*(str(name).replace("_", " ") for name in bunch.feature_names), target])
        for row, label in zip(bunch.data.tolist(), bunch.target.tolist()):
            writer.writerow([*(f"{value:.10g}" for value in row), str(bunch.target_names[label])])


def write_digits(folder: Path) -> None:
    digits = load_digits()
    write_idx(folder / "digits-images.idx.gz", digits.images.astype(np.uint8))
    write_idx(folder / "digits-labels.idx.gz", digits.target.astype(np.uint8))


def write_mnist1d(folder: Path) -> None:
    """The published 4,000 training examples first, then the published 1,000 test examples."""
    data = make_dataset(get_dataset_args())
    write_idx(folder / "mnist1d-signals.idx.gz", np.concatenate([data["x"], data["x_test"]]).astype(np.float32))
    write_idx(folder / "mnist1d-labels.idx.gz", np.concatenate([data["y"], data["y_test"]]).astype(np.uint8))


if __name__ == "__main__":
    out = Path(sys.argv[1])
    write_table(out / "wine.csv", load_wine(), "cultivar")
    write_table(out / "breast-cancer.csv", load_breast_cancer(), "diagnosis")
    write_digits(out)
    write_mnist1d(out)
