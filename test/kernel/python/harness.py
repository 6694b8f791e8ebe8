"""A real kernel process over real sockets, for the tests in this folder."""

import os
import pathlib
import queue
import time
import unittest

from jupyter_client.manager import KernelManager

KERNEL = "tslab"
# No tsconfig.json stands there: cells are checked as they are for readers.
NOTEBOOKS = str(pathlib.Path(__file__).parents[3] / "notebooks")
TIMEOUT = 120


class Reply:
    """What came of one request: the reply, and the iopub messages up to the idle status."""

    def __init__(self, reply, messages):
        self.message = reply
        self.content = reply["content"]
        self.messages = messages

    def of(self, kind):
        return [m["content"] for m in self.messages if m["msg_type"] == kind]

    @property
    def text(self):
        """The text of the result, or None."""
        results = self.of("execute_result")
        return results[0]["data"]["text/plain"] if results else None

    def stream(self, name="stdout"):
        return "".join(c["text"] for c in self.of("stream") if c["name"] == name)

    @property
    def traceback(self):
        return "\n".join(self.content.get("traceback", []))


class KernelCase(unittest.TestCase):
    """Starts one kernel for all tests of a class."""

    folder = None
    environment = {}

    @classmethod
    def setUpClass(cls):
        cls.manager = KernelManager(kernel_name=KERNEL)
        environment = {**os.environ, **cls.environment}
        cls.manager.start_kernel(cwd=cls.folder or NOTEBOOKS, env=environment)
        cls.client = cls.manager.client()
        cls.client.start_channels()
        cls.client.wait_for_ready(timeout=TIMEOUT)

    @classmethod
    def tearDownClass(cls):
        cls.client.stop_channels()
        cls.manager.shutdown_kernel(now=True)

    def setUp(self):
        self.drain()

    def drain(self):
        """Forgets what earlier tests have left on the channels."""
        self.kept, self.replies = {}, {}
        for channel in (self.client.iopub_channel, self.client.shell_channel, self.client.stdin_channel):
            while channel.msg_ready():
                channel.get_msg(timeout=0)

    def send(self, kind, content, channel="shell", **extra):
        """Sends a request and returns its id."""
        message = self.client.session.msg(kind, content)
        message.update(extra)
        getattr(self.client, f"{channel}_channel").send(message)
        return message["header"]["msg_id"]

    def reply_to(self, request, channel="shell", timeout=TIMEOUT):
        deadline = time.monotonic() + timeout
        while request not in self.replies:
            message = getattr(self.client, f"{channel}_channel").get_msg(timeout=max(0.1, deadline - time.monotonic()))
            self.replies[message["parent_header"].get("msg_id")] = message
        return self.replies[request]

    def messages_of(self, request, timeout=TIMEOUT):
        """The iopub messages of a request, its busy and idle status included; those of others are kept for later."""
        deadline = time.monotonic() + timeout
        while not is_over(self.kept.setdefault(request, [])):
            message = self.client.get_iopub_msg(timeout=max(0.1, deadline - time.monotonic()))
            self.kept.setdefault(message["parent_header"].get("msg_id"), []).append(message)
        return self.kept[request]

    def ask(self, kind, content, channel="shell"):
        request = self.send(kind, content, channel)
        reply = self.reply_to(request, channel)
        return Reply(reply, self.messages_of(request))

    def start(self, code, **options):
        """Sends an execute_request and returns its id."""
        defaults = {
            "code": code,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": True,
        }
        return self.send("execute_request", {**defaults, **options})

    def finish(self, request, timeout=TIMEOUT):
        messages = self.messages_of(request, timeout)
        return Reply(self.reply_to(request), messages)

    def run_cell(self, code, timeout=TIMEOUT, **options):
        return self.finish(self.start(code, **options), timeout)

    def ok(self, code, **options):
        """Runs a cell that must succeed."""
        reply = self.run_cell(code, **options)
        self.assertEqual(reply.content["status"], "ok", reply.traceback)
        return reply

    def fails(self, code, **options):
        """Runs a cell that must fail."""
        reply = self.run_cell(code, **options)
        self.assertEqual(reply.content["status"], "error", reply.messages)
        return reply

    def no_more_iopub(self, seconds=0.3):
        with self.assertRaises(queue.Empty):
            self.client.get_iopub_msg(timeout=seconds)


def is_over(messages):
    last = messages[-1] if messages else {"msg_type": ""}
    return last["msg_type"] == "status" and last["content"]["execution_state"] == "idle"


def wait_until(condition, timeout=TIMEOUT, what="a condition"):
    deadline = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not come about in {timeout} s")
        time.sleep(0.02)
