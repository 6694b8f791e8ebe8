"""nbclient, nbconvert and papermill, as they come; the kernel registered for another Jupyter."""

import json
import os
import pathlib
import subprocess
import sys
import sysconfig
import tempfile
import unittest
import venv

import nbformat
import papermill
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from jupyter_client.kernelspec import KernelSpecManager
from nbformat.v4 import new_code_cell, new_notebook

KERNELSPEC = {"name": "tslab", "display_name": "TypeScript", "language": "typescript"}


def notebook(*cells):
    return new_notebook(cells=list(cells), metadata={"kernelspec": KERNELSPEC})


def text_of(cell):
    return [output["data"]["text/plain"] for output in cell.outputs if output.output_type == "execute_result"]


class NbClient(unittest.TestCase):
    def test_executes_a_notebook(self):
        book = notebook(new_code_cell("const xs = [1, 2]"), new_code_cell("console.log('x'); xs.map((x) => x * 2)"))
        NotebookClient(book, kernel_name="tslab", timeout=120).execute()
        self.assertEqual(text_of(book.cells[1]), ["[ 2, 4 ]"])
        self.assertEqual(book.cells[1].outputs[0].text, "x\n")
        self.assertEqual(book.cells[1].execution_count, 2)
        self.assertEqual(book.metadata.language_info.name, "typescript")
        nbformat.validate(book)

    def test_reports_the_error_of_a_cell(self):
        book = notebook(new_code_cell("throw new RangeError('too far')"), new_code_cell("1"))
        with self.assertRaises(CellExecutionError) as caught:
            NotebookClient(book, kernel_name="tslab", timeout=120).execute()
        self.assertEqual((caught.exception.ename, caught.exception.evalue), ("RangeError", "too far"))
        self.assertEqual(book.cells[0].outputs[0].output_type, "error")

    def test_a_cell_that_runs_too_long_is_interrupted(self):
        book = notebook(new_code_cell("while (true);"), new_code_cell("'after'"))
        NotebookClient(book, kernel_name="tslab", timeout=15, interrupt_on_timeout=True, allow_errors=True).execute()
        self.assertEqual(book.cells[0].outputs[0].ename, "KeyboardInterrupt")
        self.assertEqual(text_of(book.cells[1]), ["'after'"])

    def test_updated_displays(self):
        book = notebook(new_code_cell("import { newDisplay } from 'tslab'; const d = newDisplay(); d.text('first'); d.text('second')"))
        NotebookClient(book, kernel_name="tslab", timeout=120).execute()
        self.assertEqual([o["data"]["text/plain"] for o in book.cells[0].outputs], ["second"])


class NbConvert(unittest.TestCase):
    def test_a_notebook_is_executed_and_becomes_a_page_and_a_script(self):
        cells = [new_code_cell("const greeting: string = 'hello'"), new_code_cell("console.log(greeting + ' there'); 6 * 7")]
        with tempfile.TemporaryDirectory() as folder:
            nbformat.write(notebook(*cells), str(pathlib.Path(folder) / "book.ipynb"))
            for options in (["notebook", "--execute", "--inplace"], ["html"], ["script"]):
                command = [sys.executable, "-m", "nbconvert", "book.ipynb", "--to", *options]
                subprocess.run(command, cwd=folder, check=True, capture_output=True)
            page = (pathlib.Path(folder) / "book.html").read_text()
            self.assertIn("hello there", page)
            self.assertIn("<pre>42</pre>", page)
            self.assertIn("const greeting: string = 'hello'", (pathlib.Path(folder) / "book.ts").read_text())


class Papermill(unittest.TestCase):
    def test_runs_with_injected_parameters(self):
        parameters = new_code_cell("let learningRate = 0.1; let name = 'a'; let layers = [1]; let deep = false", metadata={"tags": ["parameters"]})
        book = notebook(parameters, new_code_cell("[learningRate, name, layers, deep]"))
        given = {"learningRate": 0.01, "name": 'q"uote\n', "layers": [64, 32], "deep": True}
        with tempfile.TemporaryDirectory() as folder:
            source, target = (str(pathlib.Path(folder) / name) for name in ("in.ipynb", "out.ipynb"))
            nbformat.write(book, source)
            done = papermill.execute_notebook(source, target, parameters=given, progress_bar=False, log_output=False)
        self.assertEqual(text_of(done.cells[2]), ["[ 0.01, 'q\"uote\\n', [ 64, 32 ], true ]"])
        self.assertEqual(done.cells[1].metadata.tags, ["injected-parameters"])

    def test_parameters_keep_the_type_they_are_declared_with(self):
        parameters = new_code_cell('let optimizer: "sgd" | "adam" = "sgd"; let text = "a"', metadata={"tags": ["parameters"]})
        book = notebook(parameters, new_code_cell('const chosen: "sgd" | "adam" = optimizer; [chosen, text, big]'))
        given = {"optimizer": "adam", "big": 9007199254740993}
        with tempfile.TemporaryDirectory() as folder:
            source, target = (str(pathlib.Path(folder) / name) for name in ("in.ipynb", "out.ipynb"))
            nbformat.write(book, source)
            done = papermill.execute_notebook(source, target, parameters={**given, "text": "b"}, progress_bar=False, log_output=False)
        self.assertEqual(text_of(done.cells[2]), ["[ 'adam', 'b', 9007199254740993n ]"])


def install(environment, *options):
    """`tunebook kernel install`, and what it says."""
    node, main = KernelSpecManager().get_kernel_spec("tslab").argv[:2]
    command = [node, str(pathlib.Path(main).parents[1] / "cli" / "main.js"), "kernel", "install", *options]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


class Installed(unittest.TestCase):
    """The kernel under a name of its own, outside the course's Jupyter."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        known = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "PYTHON", "XDG"))}
        self.environment = {**known, "HOME": folder.name, "JUPYTER_DATA_DIR": str(self.folder / "data")}

    def test_is_offered_beside_others_with_its_logos(self):
        said = install(self.environment, "--user")
        self.assertEqual(said.returncode, 0, said.stderr)
        kernel = self.folder / "data" / "kernels" / "tunebook"
        self.assertIn(str(kernel), said.stdout)
        self.assertEqual(json.loads((kernel / "kernel.json").read_text())["interrupt_mode"], "message")
        manager = KernelSpecManager(kernel_dirs=[str(self.folder / "data" / "kernels")])
        self.assertEqual(sorted(p.name for p in kernel.glob("logo*")), ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"])
        self.assertEqual(manager.get_kernel_spec("tunebook").language, "typescript")

    def test_papermill_of_another_environment_gives_parameters(self):
        venv.create(self.folder / "venv", with_pip=False)
        # The packages of this environment, but not what its .pth files tell it.
        python = self.folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
        packages = next((self.folder / "venv").rglob("site-packages"))
        (packages / "shared.pth").write_text(sysconfig.get_path("purelib"))
        said = install(self.environment, "--python", str(python))
        self.assertEqual(said.returncode, 0, said.stderr)
        parameters = new_code_cell('let optimizer: "sgd" | "adam" = "sgd"', metadata={"tags": ["parameters"]})
        spec = {"name": "tunebook", "display_name": "TypeScript", "language": "typescript"}
        book = new_notebook(cells=[parameters, new_code_cell("optimizer")], metadata={"kernelspec": spec})
        nbformat.write(book, str(self.folder / "in.ipynb"))
        command = [str(python), "-m", "papermill", "in.ipynb", "out.ipynb", "-p", "optimizer", "adam"]
        ran = subprocess.run(command, env=self.environment, cwd=self.folder, capture_output=True, text=True)
        self.assertEqual(ran.returncode, 0, ran.stderr)
        self.assertEqual(text_of(nbformat.read(str(self.folder / "out.ipynb"), 4).cells[2]), ["'adam'"])

    def test_says_what_is_wrong_with_what_it_is_told(self):
        for options, words in (
            (["--python", "no-python"], 'Cannot register the kernel for "no-python"'),
            (["--name", "my kernel"], 'Cannot call the kernel "my kernel"'),
            (["--user", "--python", "python3"], "Give --user or --python, not both."),
        ):
            said = install(self.environment, *options)
            self.assertEqual(said.returncode, 1, said.stdout)
            self.assertIn(words, said.stderr)
