"""What a kernel must survive, or else explain."""

import os
import subprocess
import tempfile
import unittest

from harness import KERNEL, TIMEOUT, KernelCase, wait_until
from jupyter_client.manager import KernelManager


class BadInput(KernelCase):
    environment = {"NODE_OPTIONS": "--max-old-space-size=400"}

    def lives(self):
        self.assertEqual(self.ok("1 + 1").text, "2")

    def test_what_the_kernel_needs_is_put_back(self):
        reply = self.ok("(JSON.stringify as any) = () => { throw 1 }; (globalThis as any).Promise = 3; 5")
        self.assertEqual(reply.text, "5")
        self.assertRegex(reply.stream("stderr"), r"JSON\.stringify, globalThis\.Promise: put back")
        self.assertEqual(self.ok("JSON.stringify([await Promise.resolve(1)])").text, "'[1]'")
        self.ok("const at = Math.random; Math.random = () => 0.5; (Array.prototype as any).own = 1")
        self.assertEqual(self.ok("[Math.random(), ([] as any).own]").text, "[ 0.5, 1 ]")
        self.ok("Math.random = at; delete (Array.prototype as any).own")

    def test_an_empty_cell_and_a_comment(self):
        for code in ("", "   \n", "// nothing", "/* nothing */"):
            self.assertIsNone(self.ok(code).text)

    def test_a_cell_of_10_megabytes(self):
        self.assertEqual(self.ok(f"const big = '{'x' * 10_000_000}'; big.length").text, "10000000")
        self.ok("const big = 0")

    def test_a_type_without_end(self):
        code = "type Endless<T> = { next: Endless<T[]> };\ntype Deep<T, N extends any[] = []> = N['length'] extends 4000 ? N : Deep<T, [...N, T]>;\nconst d: Deep<1> = null!;\nd.length"
        reply = self.run_cell(code)
        self.assertIn(reply.content["status"], ("ok", "error"))
        self.lives()

    def test_throwing_what_is_no_error(self):
        for code, shown in (("throw 5", "5"), ("throw null", "null"), ("throw { reason: 'why' }", "{ reason: 'why' }")):
            reply = self.fails(code)
            self.assertEqual((reply.content["ename"], reply.content["evalue"]), ("Thrown", shown))
        self.lives()

    def test_an_error_with_a_hostile_stack(self):
        self.fails("const e: any = new Error('odd'); Object.defineProperty(e, 'stack', { get() { throw new Error() } }); throw e")
        self.fails("throw Object.assign(new Error('a'), { stack: 5, name: 7, message: {} })")
        self.lives()

    def test_a_result_that_cannot_be_shown(self):
        reply = self.fails("({ [Symbol.for('Jupyter.display')]() { return 5 } })")
        self.assertIn("not a MIME bundle", reply.content["evalue"])
        self.fails("({ [Symbol.for('Jupyter.display')]() { throw new Error('no') } })")
        self.fails("const loop: any = {}; loop.self = loop; ({ [Symbol.for('Jupyter.display')]: () => ({ 'application/json': loop }) })")
        self.fails("globalThis[Symbol.for('tunebook.kernel')].display({ 'application/json': 10n })")
        asked = {"circle": "({ [Symbol.for('Jupyter.display')]: () => ({ 'application/json': loop }) })"}
        self.assertEqual(self.ok("1", user_expressions=asked).content["user_expressions"]["circle"]["status"], "error")
        self.lives()

    def test_process_exit(self):
        reply = self.fails("process.exit(3)")
        self.assertIn("process.exit(3) would end the kernel", reply.content["evalue"])
        self.lives()

    def test_causes_are_told(self):
        reply = self.fails("throw new Error('outer', { cause: new TypeError('inner') })")
        self.assertIn("Caused by", reply.traceback)
        self.assertIn("inner", reply.traceback)

    def test_a_rejection_after_the_cell_has_ended(self):
        request = self.start("setTimeout(() => Promise.reject(new Error('nobody waits')), 100); 'done'")
        self.assertEqual(self.finish(request).text, "'done'")
        late = lambda: "".join(m["content"]["text"] for m in self.kept[request] if m["msg_type"] == "stream")

        def heard():
            message = self.client.get_iopub_msg(timeout=30)
            self.kept[message["parent_header"]["msg_id"]].append(message)
            return "nobody waits" in late()

        wait_until(heard)
        self.lives()

    def test_an_exception_in_a_callback(self):
        reply = self.ok("setTimeout(() => { throw new Error('in a timer') }, 20); await new Promise(r => setTimeout(r, 300))")
        self.assertIn("in a timer", reply.stream("stderr"))
        self.lives()

    def test_out_of_memory_is_explained(self):
        self.ok("const before = 1")
        reply = self.fails("const hoard: number[][] = []; for (;;) hoard.push(new Array(100_000).fill(Math.PI))")
        self.assertIn("ran out of memory", reply.content["evalue"])
        self.assertIn("variables are gone", reply.content["evalue"])
        self.assertNotIn("Mark-Compact", reply.stream("stderr"))
        self.lives()
        self.fails("before")

    def test_a_crash_in_native_code_is_explained(self):
        reply = self.fails("process.kill(process.pid, 'SIGSEGV'); await new Promise(() => undefined)")
        self.assertIn("crashed in native code (SIGSEGV)", reply.content["evalue"])
        self.lives()

    def test_a_crash_aborts_what_waits_behind_it(self):
        crash = self.start("process.kill(process.pid, 'SIGKILL'); await new Promise(() => undefined)")
        behind = self.start("'never'")
        self.assertIn("SIGKILL", self.finish(crash).content["evalue"])
        self.assertEqual(self.finish(behind).content["status"], "aborted")
        self.lives()


class Log(unittest.TestCase):
    def test_a_dropped_message_is_logged_with_the_reason(self):
        manager = KernelManager(kernel_name=KERNEL)
        with tempfile.TemporaryFile() as log:
            manager.start_kernel(stderr=log)
            client = manager.client()
            client.start_channels()
            client.wait_for_ready(timeout=TIMEOUT)
            key, client.session.key = client.session.key, b"another key"
            client.execute("globalThis.executed = true")
            client.session.key = key
            reply = client.execute("if ('executed' in globalThis) throw new Error('it was executed')", reply=True, timeout=TIMEOUT)
            client.stop_channels()
            manager.shutdown_kernel(now=True)
            log.seek(0)
            text = log.read().decode()
        self.assertEqual(reply["content"]["status"], "ok")
        self.assertIn("dropped a message on the shell channel: the signature does not fit the key", text)


class Starting(KernelCase):
    def test_a_bad_connection_file_is_named(self):
        argv = self.manager.kernel_spec.argv[:2]
        for arguments, words in (([], "--connection-file"), (["--connection-file", "/no/such.json"], "/no/such.json")):
            ended = subprocess.run([*argv, *arguments], capture_output=True, text=True, timeout=60, env=os.environ)
            self.assertEqual(ended.returncode, 1)
            self.assertIn(words, ended.stderr)
