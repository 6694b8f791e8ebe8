"""Round trips of one kernel in seconds, as a front end sees them: kernel_latency.py NAME, prints one line of JSON."""

import json
import pathlib
import statistics
import sys
import time

from jupyter_client.manager import KernelManager

ROUNDS = 30
WARM_UP = 10
INTERRUPTS = 9
TIMEOUT = 120

CODE = {
    "typescript": {
        "import": 'import * as tunebook from "tunebook"; Object.keys(tunebook).length > 0',
        "trivial": "1 + {}",
        "declaration": "const name{0} = {0}",
        "completion": "tunebook.pres",
    },
    "python": {"import": None, "trivial": "1 + {}", "declaration": "name{0} = {0}", "completion": "json.dum"},
}

# Each prints "started" and then runs forever. Only this library's training listens for interrupts.
ENDLESS = {
    "typescript": {
        "interrupt: waiting": "console.log('started'); await new Promise((go) => setTimeout(go, 1e6))",
        "interrupt: loop": "console.log('started'); while (true);",
        "interrupt: training": "console.log('started'); await tunebook.train(digits, { ...tunebook.presets.baseline, epochs: 1e6 }, { seed: 1 })",
    },
    "python": {
        "interrupt: waiting": "import time; print('started', flush=True); time.sleep(1e6)",
        "interrupt: loop": "print('started', flush=True)\nwhile True: pass",
    },
}


def main(name):
    manager = KernelManager(kernel_name=name)
    started = time.perf_counter()
    manager.start_kernel(cwd=str(pathlib.Path(__file__).parent.parent / "notebooks"))
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=TIMEOUT)
    execute(client, "1 + 1")
    times = {"first cell": time.perf_counter() - started}
    code = CODE[manager.kernel_spec.language]
    if code["import"]:
        times["import tunebook"] = timed(lambda: execute(client, code["import"]))
    else:
        execute(client, "import json")
    for what in ("trivial", "declaration", "trivial"):
        times[what] = median(lambda i: execute(client, code[what].format(i)))
    times["completion"] = median(lambda _: complete(client, code["completion"]))
    for what, code in ENDLESS[manager.kernel_spec.language].items():
        if what == "interrupt: training":
            if name != "tunebook":
                continue
            execute(client, 'const digits = await tunebook.loadDataset("digits")')
        times[what] = statistics.median(interrupted(manager, client, code) for _ in range(INTERRUPTS))
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    print(json.dumps(times))


def interrupted(manager, client, code):
    """From the interrupt to the end of the cell, which has been running for a while."""
    # Stock tslab refuses every request within 0.2 s of an error.
    time.sleep(0.5)
    request = client.execute(code)
    while client.get_iopub_msg(timeout=TIMEOUT)["msg_type"] != "stream":
        pass
    time.sleep(1)

    def interrupt():
        manager.interrupt_kernel()
        finish(client, request)

    return timed(interrupt)


def timed(action):
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def median(action):
    for i in range(WARM_UP):
        action(i)
    return statistics.median(timed(lambda: action(i)) for i in range(ROUNDS))


def execute(client, code):
    reply = finish(client, client.execute(code))
    if reply["content"]["status"] != "ok":
        raise RuntimeError("\n".join(reply["content"]["traceback"]))


def complete(client, code):
    if not finish(client, client.complete(code))["content"]["matches"]:
        raise RuntimeError(f"nothing completes {code}")


def finish(client, request):
    reply = client.get_shell_msg(timeout=TIMEOUT)
    while reply["parent_header"].get("msg_id") != request:
        reply = client.get_shell_msg(timeout=TIMEOUT)
    while True:
        message = client.get_iopub_msg(timeout=TIMEOUT)
        ours = message["parent_header"].get("msg_id") == request
        if ours and message["content"].get("execution_state") == "idle":
            return reply


main(sys.argv[1])
