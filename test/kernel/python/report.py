"""Runs the test file named on the command line and prints one line of JSON per test: name, outcome, detail."""

import importlib
import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))


class Report(unittest.TestResult):
    def tell(self, test, outcome, detail=""):
        name = getattr(test, "_testMethodName", None) or str(test)
        print(json.dumps({"name": name, "outcome": outcome, "detail": detail}), flush=True)

    def addSuccess(self, test):
        self.tell(test, "passed")

    def addFailure(self, test, err):
        self.tell(test, "failed", self._exc_info_to_string(err, test))

    addError = addFailure

    def addSkip(self, test, reason):
        self.tell(test, "skipped", reason)


module = importlib.import_module(sys.argv[1])
unittest.defaultTestLoader.loadTestsFromModule(module).run(Report())
