"""A chapter under tslab as it comes from npm: the course does not lock its readers in."""

import os
import pathlib
import tempfile
import unittest

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = pathlib.Path(__file__).parents[3] / "notebooks"
STOCK = "stock-tslab"


def execute(chapter, kernel):
    """The outputs of every cell that shows no seconds, trained anew."""
    book = nbformat.read(NOTEBOOKS / f"{chapter}.ipynb", as_version=4)
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "TUNEBOOK_CACHE": cache}
        resources = {"metadata": {"path": str(NOTEBOOKS)}}
        NotebookClient(book, kernel_name=kernel, timeout=240, resources=resources).execute(env=environment)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    return [cell.outputs for cell in code if "timed" not in cell.metadata.get("tags", [])]


def shown(outputs):
    """What a cell shows for good: its bundles without the progress that has passed."""
    displays = [output for output in outputs if output.output_type == "display_data"]
    return [output.data for output in displays if not output.metadata.get("tunebook", {}).get("volatile")]


class StockTslab(unittest.TestCase):
    maxDiff = None

    def test_a_chapter_comes_to_the_same_results(self):
        ours, theirs = (execute("00-start-here", kernel) for kernel in ("tslab", STOCK))
        texts = lambda cells: [[bundle["text/plain"] for bundle in shown(outputs)] for outputs in cells]
        self.assertEqual(texts(theirs), texts(ours))
        self.assertGreater(sum(map(len, texts(theirs))), 15)
        printed = [output.text for outputs in theirs for output in outputs if output.get("name") == "stderr"]
        self.assertEqual(printed, [])
        pictures = [bundle["image/svg+xml"] for outputs in theirs for bundle in shown(outputs) if "image/svg+xml" in bundle]
        self.assertGreaterEqual(len(pictures), 4)
