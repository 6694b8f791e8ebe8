"""Interrupt, restart, shutdown."""

import os
import signal
import time
import unittest

from harness import KERNEL, TIMEOUT, KernelCase, wait_until
from jupyter_client.manager import KernelManager

PREPARE = """
let kept = 1;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const started = () => console.log("started");
"""


class Interrupts(KernelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.execute(PREPARE, reply=True, timeout=TIMEOUT)

    def interrupted(self, code, interrupt=None):
        """Interrupts a cell once it has said that it runs, and returns what became of it."""
        request = self.start(code)
        heard = lambda: any(m["msg_type"] == "stream" for m in self.kept.get(request, []))
        while not heard():
            message = self.client.get_iopub_msg(timeout=TIMEOUT)
            self.kept.setdefault(message["parent_header"].get("msg_id"), []).append(message)
        if interrupt:
            interrupt()
        else:
            reply = self.reply_to(self.send("interrupt_request", {}, "control"), "control")
            self.assertEqual(reply["content"]["status"], "ok")
        reply = self.finish(request, 20)
        self.assertEqual(self.ok("kept").text, "1")
        return reply

    def ends(self, code, interrupt=None):
        reply = self.interrupted(code, interrupt)
        self.assertEqual(reply.content["status"], "error", reply.messages)
        self.assertEqual(reply.content["ename"], "KeyboardInterrupt")
        return reply

    def test_a_waiting_cell(self):
        self.ends("started(); await sleep(100_000)")

    def test_a_synchronous_loop(self):
        self.ends("started(); let spins = 0; while (true) spins++;")

    def test_a_synchronous_loop_after_an_await(self):
        reply = self.ends("await sleep(100);\nstarted();\nfor (;;) kept = 1;")
        self.assertIn(":3:", reply.traceback)

    def test_code_that_is_cut_off_takes_back_what_it_has_registered(self):
        register = "let gone = 0; (globalThis as any)[Symbol.for('tunebook.kernel')].onCutOff(() => gone++);"
        for code in ("started(); while (true);", "await sleep(100); started(); while (true);"):
            self.ends(f"{register} {code}")
            self.assertEqual(self.ok("gone").text, "1")
        self.ends(f"{register} started(); await sleep(100_000)")
        self.assertEqual(self.ok("gone").text, "0")

    def test_a_loop_that_never_lets_the_event_loop_turn(self):
        self.ends("started(); while (true) await null;")

    def test_a_loop_that_catches_everything(self):
        self.ends("started(); while (true) { try { JSON.parse('{') } catch {} }")

    def test_a_loop_inside_a_callback(self):
        self.ends("started(); setTimeout(() => { while (true) kept = 1 }, 50); await sleep(100_000)")

    def test_endless_recursion_without_a_loop(self):
        self.ends("started(); const fib = (n: number): number => (n < 2 ? n : fib(n - 1) + fib(n - 2)); fib(80)")

    def test_printing_without_end(self):
        self.ends("while (true) console.log('x'.repeat(1000))")

    def test_by_signal(self):
        self.ends("started(); while (true);", lambda: self.manager.provisioner.process.send_signal(signal.SIGINT))

    def test_a_call_that_listens_ends_by_itself_and_keeps_its_result(self):
        reply = self.interrupted("""
            const outcome = await new Promise<string>((resolve) => {
              process.once("SIGINT", () => setTimeout(() => resolve("what was done so far"), 100));
              started();
            });
            outcome""")
        self.assertEqual(reply.text, "'what was done so far'")
        self.assertEqual(self.ok("outcome").text, "'what was done so far'")

    def test_a_call_that_listens_but_does_not_end_is_cut_off(self):
        self.ends("process.once('SIGINT', () => undefined); started(); await sleep(100_000)")

    def test_null_thrown_by_what_was_asked_to_end_is_the_interrupt(self):
        self.ends('await new Promise((_go, reject) => { process.once("SIGINT", () => reject(null)); started(); })')
        self.assertEqual(self.fails("throw null").content["ename"], "Thrown")

    def test_what_an_interrupted_cell_left_running_ends_at_its_next_loop(self):
        self.ok("let turns = 0")
        self.ends("started(); while (true) { turns++; await sleep(20); }")
        self.assertEqual(self.ok("await sleep(100); const then = turns; await sleep(500); turns - then").text, "0")

    def test_a_package_that_loads_right_after_an_interrupt_is_whole(self):
        self.ends("await (async () => { await 1; started(); while (true); })()")
        self.ok('import { sweepRows, loadDataset as load } from "tunebook"')
        self.assertEqual(self.ok("typeof load + typeof sweepRows").text, "'functionfunction'")

    def test_loops_run_at_full_speed_and_their_code_has_no_check(self):
        text = self.ok("const busy = () => { let sum = 0; for (let i = 0; i < 3; i++) sum += i; return sum }; String(busy)").text
        self.assertNotIn("tick", text)

    def test_synchronous_code_after_an_await_names_its_line(self):
        for code in ("await sleep(10);\nstarted();\nconst fib = (n: number): number => (n < 2 ? n : fib(n - 1) + fib(n - 2)); fib(80)",
                     "await new Promise(setImmediate);\nstarted();\nwhile (true) /^(a+)+$/.test('a'.repeat(25) + 'b')"):
            self.assertIn(":3:", self.ends(code).traceback)

    def test_an_interrupt_aborts_the_queue(self):
        request = self.start("started(); await sleep(100_000)")
        behind = self.start("'never'")
        time.sleep(0.5)
        self.send("interrupt_request", {}, "control")
        self.assertEqual(self.finish(request).content["status"], "error")
        self.assertEqual(self.finish(behind).content["status"], "aborted")

    def test_what_is_queued_behind_a_call_that_ends_in_order_is_aborted_too(self):
        request = self.start("""
            await new Promise<void>((resolve) => { process.once("SIGINT", () => setTimeout(resolve, 100)); started(); }); "in order" """)
        behind = self.start("'never'")
        heard = lambda: any(m["msg_type"] == "stream" for m in self.kept.get(request, []))
        while not heard():
            message = self.client.get_iopub_msg(timeout=TIMEOUT)
            self.kept.setdefault(message["parent_header"].get("msg_id"), []).append(message)
        self.send("interrupt_request", {}, "control")
        self.assertEqual(self.finish(request).text, "'in order'")
        self.assertEqual(self.finish(behind).content["status"], "aborted")
        self.assertEqual(self.ok("'after'").text, "'after'")

    def test_an_interrupt_without_a_cell_does_nothing(self):
        self.reply_to(self.send("interrupt_request", {}, "control"), "control")
        self.assertEqual(self.ok("kept").text, "1")


class SecondPress(KernelCase):
    def test_a_second_interrupt_ends_what_the_first_could_not(self):
        self.ok("const before = 1; import { execSync } from 'node:child_process'")
        request = self.start("console.log('started'); execSync('sleep 1000')")
        while self.client.get_iopub_msg(timeout=TIMEOUT)["msg_type"] != "stream":
            pass
        for _ in range(2):
            self.reply_to(self.send("interrupt_request", {}, "control"), "control")
            time.sleep(0.2)
        reply = self.reply_to(request)
        self.assertEqual(reply["content"]["ename"], "CellProcessEnded")
        self.assertIn("did not stop when it was asked to", reply["content"]["evalue"])
        self.assertEqual(self.ok("1 + 1").text, "2")
        self.fails("before")


class Endings(unittest.TestCase):
    def start(self):
        manager = KernelManager(kernel_name=KERNEL)
        manager.start_kernel()
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=TIMEOUT)
        self.addCleanup(lambda: manager.shutdown_kernel(now=True))
        self.addCleanup(client.stop_channels)
        return manager, client

    def test_shutdown_is_answered_and_ends_every_process(self):
        manager, client = self.start()
        pid = client.execute("process.pid", reply=True, timeout=TIMEOUT)
        cells = int(self.result(client, pid))
        client.shutdown()
        reply = client.get_control_msg(timeout=30)
        self.assertEqual((reply["msg_type"], reply["content"]), ("shutdown_reply", {"status": "ok", "restart": False}))
        wait_until(lambda: not manager.is_alive(), 30, "the end of the kernel")
        wait_until(lambda: not running(cells), 30, "the end of the cell process")

    def test_shutdown_for_a_restart_says_so(self):
        manager, client = self.start()
        message = client.session.msg("shutdown_request", {"restart": True})
        client.control_channel.send(message)
        reply = client.get_control_msg(timeout=30)
        self.assertEqual((reply["msg_type"], reply["content"]), ("shutdown_reply", {"status": "ok", "restart": True}))
        wait_until(lambda: not manager.is_alive(), 30, "the end of the kernel")

    def test_shutdown_in_the_middle_of_an_endless_loop(self):
        manager, client = self.start()
        client.execute("while (true);")
        time.sleep(1)
        manager.shutdown_kernel()
        self.assertFalse(manager.is_alive())

    def test_killing_the_kernel_leaves_no_cell_process_behind(self):
        manager, client = self.start()
        cells = int(self.result(client, client.execute("process.pid", reply=True, timeout=TIMEOUT)))
        client.execute("while (true);")
        time.sleep(0.5)
        os.kill(manager.provisioner.process.pid, signal.SIGKILL)
        wait_until(lambda: not running(cells), 30, "the end of the cell process")

    def test_restart_forgets_everything(self):
        manager, client = self.start()
        client.execute("const old = 1", reply=True, timeout=TIMEOUT)
        manager.restart_kernel()
        client.wait_for_ready(timeout=TIMEOUT)
        reply = client.execute("old", reply=True, timeout=TIMEOUT)
        self.assertEqual((reply["content"]["status"], reply["content"]["execution_count"]), ("error", 1))

    def result(self, client, reply):
        while True:
            message = client.get_iopub_msg(timeout=TIMEOUT)
            ours = message["parent_header"].get("msg_id") == reply["parent_header"]["msg_id"]
            if ours and message["msg_type"] == "execute_result":
                return message["content"]["data"]["text/plain"]


def running(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
            return stat.read().split(") ")[1][0] != "Z"
    except OSError:
        return False
