"""jupyter console: a terminal in place of a page."""

import importlib.util
import os
import sys
import unittest

# Another Python may have it; the project's own does not need it.
CONSOLE = os.environ.get("TUNEBOOK_CONSOLE_PYTHON", sys.executable)
NOTEBOOKS = os.path.join(os.path.dirname(__file__), "../../../notebooks")
TIMEOUT = 60


def missing():
    if os.name == "nt":
        return "a pseudo-terminal is needed"
    if CONSOLE == sys.executable and importlib.util.find_spec("jupyter_console") is None:
        return "no jupyter_console; TUNEBOOK_CONSOLE_PYTHON can name a Python that has it"
    return None


@unittest.skipIf(missing(), missing())
class Console(unittest.TestCase):
    def setUp(self):
        import pexpect

        environment = {**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
        command = ["-m", "jupyter_console", "--kernel", "tslab"]
        self.terminal = pexpect.spawn(CONSOLE, command, cwd=NOTEBOOKS, env=environment, encoding="utf8", timeout=TIMEOUT, dimensions=(50, 120))
        self.end = pexpect.EOF

    def tearDown(self):
        self.terminal.close(force=True)

    def prompt(self, number):
        # The number stands between two colours.
        self.terminal.expect(rf"In \[\x1b\[[\d;]*m{number}\x1b\[[\d;]*m\]: ")

    def test_a_session(self):
        terminal = self.terminal
        self.prompt(1)
        terminal.send("1 + 41\r")
        terminal.expect("42")
        self.prompt(2)
        # An open brace asks for another line.
        terminal.send("function twice(n: number) {\r")
        terminal.send("return 2 * n;\r}\r")
        self.prompt(3)
        terminal.send("twi")
        terminal.expect("twi")
        terminal.send("\t")
        terminal.expect("ce")
        terminal.send("(300)\r")
        terminal.expect("600")
        self.prompt(4)
        terminal.send("console.log('go' + 'ing'); for (;;);\r")
        terminal.expect("going")
        terminal.sendintr()
        terminal.expect("KeyboardInterrupt")
        self.prompt(5)
        terminal.send("const name = prompt('Who' + '?'); name + '!'\r")
        terminal.expect(r"Who\?")
        terminal.send("Ada\r")
        terminal.expect("'Ada!'")
        self.prompt(6)
        terminal.send("exit\r")
        terminal.expect(self.end)
