"""Round trips of several kernels in seconds, as a front end sees them, taking turns.

kernel_latency.py ROUNDS JSON, with the code to run for each kernel; prints {measure: {kernel: [seconds, ...]}}.
"""

import json
import pathlib
import queue
import re
import subprocess
import sys
import time

from jupyter_client.manager import KernelManager

WARM_UP = 10
TIMEOUT = 120

# How long a cell that runs forever gets before it is interrupted, and a kernel to end it.
RUNNING = 0.3
PATIENCE = 5

NOTEBOOKS = pathlib.Path(__file__).parent.parent / "notebooks"


class Kernel:
    """A kernel process and a client of it."""

    def __init__(self, name):
        self.started = time.perf_counter()
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel(cwd=str(NOTEBOOKS), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=TIMEOUT)

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def execute(self, code):
        reply = self.finish(self.client.execute(code))
        if reply["content"]["status"] != "ok":
            raise RuntimeError("\n".join(reply["content"].get("traceback", [code])))

    def complete(self, code):
        if not self.finish(self.client.complete(code))["content"]["matches"]:
            raise RuntimeError(f"nothing completes {code}")

    def interrupted(self, code):
        """From the interrupt to the end of the cell, which has been running for a while; None where it goes on."""
        request = self.client.execute(code)
        while self.client.get_iopub_msg(timeout=TIMEOUT)["msg_type"] != "stream":
            pass
        time.sleep(RUNNING)
        try:
            reply = self.client.get_shell_msg(timeout=0)
        except queue.Empty:
            pass
        else:
            raise RuntimeError(f"Cannot interrupt {code}: it had ended: {reply['content']}")
        started = time.perf_counter()
        self.manager.interrupt_kernel()
        try:
            self.finish(request, PATIENCE)
        except Exception:
            return None
        seconds = time.perf_counter() - started
        # Stock tslab refuses every request within 0.2 s of an error.
        time.sleep(0.25)
        return seconds

    def until_chart(self, code):
        """Runs code and waits for the first chart; while a training takes long, its progress is shown before."""
        request = self.client.execute(code)
        while True:
            message = self.client.get_iopub_msg(timeout=TIMEOUT)
            if message["parent_header"].get("msg_id") != request:
                continue
            if "image/svg+xml" in message["content"].get("data", {}):
                return
            if message["msg_type"] == "error":
                raise RuntimeError("\n".join(message["content"]["traceback"]))

    def finish(self, request, timeout=TIMEOUT):
        reply = self.client.get_shell_msg(timeout=timeout)
        while reply["parent_header"].get("msg_id") != request:
            reply = self.client.get_shell_msg(timeout=timeout)
        while True:
            message = self.client.get_iopub_msg(timeout=timeout)
            ours = message["parent_header"].get("msg_id") == request
            if ours and message["content"].get("execution_state") == "idle":
                return reply


def main(rounds, kernels):
    times = {}

    def note(measure, kernel, seconds):
        times.setdefault(measure, {}).setdefault(kernel, []).append(seconds)

    for turn in range(rounds):
        for name, code in kernels.items():
            note("first cell", name, fresh(name, lambda kernel: kernel.execute("1 + 1")))
            if "chart" in code:
                note("first chart", name, fresh(name, lambda kernel: kernel.until_chart(code["chart"])))
        print(f"fresh kernels: {turn + 1} of {rounds}", file=sys.stderr)
    running(rounds, kernels, note)
    print(json.dumps(times))


def fresh(name, action):
    """From the start of a kernel to the end of an action in it."""
    kernel = Kernel(name)
    try:
        action(kernel)
        return time.perf_counter() - kernel.started
    finally:
        kernel.close()


def running(rounds, kernels, note):
    """What a kernel takes that has been running for a while."""
    alive = {name: Kernel(name) for name in kernels}
    try:
        for name, code in kernels.items():
            alive[name].execute("1 + 1")
        time.sleep(3)
        for name, code in kernels.items():
            if pathlib.Path("/proc/self/smaps_rollup").exists():
                note("memory", name, memory(alive[name].manager.provisioner.process.pid))
            alive[name].execute(code["prepare"])
        for what in ("trivial", "declaration", "completion"):
            for turn in range(-WARM_UP, rounds):
                for name, code in kernels.items():
                    act = alive[name].complete if what == "completion" else alive[name].execute
                    seconds = timed(lambda: act(code[what].replace("{}", str(turn + WARM_UP))))
                    if turn >= 0:
                        note(what, name, seconds)
        print("cells and completion: done", file=sys.stderr)
        interrupts(rounds, kernels, alive, note)
    finally:
        for kernel in alive.values():
            kernel.close()


def memory(process):
    """The memory of a process and of all that it has started, in GB; what several share is divided among them."""
    shares = re.search(r"^Pss:\s+(\d+) kB", pathlib.Path(f"/proc/{process}/smaps_rollup").read_text(), re.M)
    started = pathlib.Path(f"/proc/{process}/task").glob("*/children")
    children = [int(child) for file in started for child in file.read_text().split()]
    return int(shares[1]) / 1e6 + sum(memory(child) for child in children)


def interrupts(rounds, kernels, alive, note):
    for turn in range(rounds):
        for name, code in kernels.items():
            for what, endless in code["endless"].items():
                if name not in alive:
                    continue
                seconds = alive[name].interrupted(endless)
                if seconds is not None:
                    note(what, name, seconds)
                    continue
                # It does not answer any more.
                alive.pop(name).close()
        print(f"interrupts: {turn + 1} of {rounds}", file=sys.stderr)


def timed(action):
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


main(int(sys.argv[1]), json.loads(sys.argv[2]))
