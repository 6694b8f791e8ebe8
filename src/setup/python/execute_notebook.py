"""Executes one notebook from a fresh kernel: execute_notebook.py IN OUT FOLDER.

Writes the executed notebook to OUT, also when a cell fails, and prints one line of JSON: {"seconds": …, "failure": null | "…"}.
"""

import json
import pathlib
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

CELL_SECONDS = 300


def execute(notebook: nbformat.NotebookNode, folder: str) -> str | None:
    """Runs every cell up to the first that fails. Returns what failed, or None."""
    client = NotebookClient(
        notebook,
        kernel_name="tslab",
        timeout=CELL_SECONDS,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": folder}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        return f"{error.ename}: {error.evalue}"
    except CellTimeoutError:
        return f"a cell was not done after {CELL_SECONDS} seconds"
    except DeadKernelError:
        return "the kernel died"
    return None


def main(source: str, target: str, folder: str) -> None:
    notebook = nbformat.read(source, as_version=4)
    started = time.monotonic()
    failure = execute(notebook, folder)
    seconds = time.monotonic() - started
    pathlib.Path(target).write_text(nbformat.writes(notebook), encoding="utf8")
    print(json.dumps({"seconds": seconds, "failure": failure}))


main(*sys.argv[1:])
