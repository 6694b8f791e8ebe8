"""Everything a cell prints arrives, in order, with bounded memory."""

import os
import time

from harness import KernelCase


class Output(KernelCase):
    def test_100_000_lines_arrive_in_order(self):
        reply = self.ok("for (let i = 0; i < 100_000; i++) console.log(i)")
        self.assertEqual(reply.stream(), "".join(f"{i}\n" for i in range(100_000)))

    def test_100_000_lines_with_turns_of_the_event_loop(self):
        code = "for (let i = 0; i < 100_000; i++) { console.log(i); if (i % 1000 === 0) await new Promise(setImmediate) }"
        self.assertEqual(self.ok(code).stream(), "".join(f"{i}\n" for i in range(100_000)))

    def test_the_kernel_keeps_little_of_what_nobody_has_read_yet(self):
        """30 MB, held to a rate: the cell waits, the text does not pile up in the kernel."""
        before = self.resident()
        request = self.start("const row = 'x'.repeat(999); for (let i = 0; i < 30_000; i++) console.log(row)")
        time.sleep(5)
        self.assertLess(self.resident() - before, 40_000_000)
        self.send("interrupt_request", {}, "control")
        self.assertEqual(self.finish(request).content["ename"], "KeyboardInterrupt")

    def test_few_messages_for_many_lines(self):
        reply = self.ok("for (let i = 0; i < 10_000; i++) console.log(i)")
        self.assertLess(len(reply.of("stream")), 500)

    def test_stdout_and_stderr_keep_their_order(self):
        reply = self.ok("console.log('a'); console.error('b'); console.log('c'); process.stdout.write('d')")
        self.assertEqual([(c["name"], c["text"]) for c in reply.of("stream")],
                         [("stdout", "a\n"), ("stderr", "b\n"), ("stdout", "c\nd")])

    def test_output_and_displays_keep_their_order(self):
        reply = self.ok("console.log(1); require('tslab').display.text('two'); console.log(3); 4")
        kinds = [m["msg_type"] for m in reply.messages[2:-1]]
        self.assertEqual(kinds, ["stream", "display_data", "stream", "execute_result"])

    def test_output_of_child_processes(self):
        reply = self.ok("import { spawnSync } from 'node:child_process'; spawnSync('echo', ['from a child'], { stdio: 'inherit' }); 1")
        self.assertEqual(reply.stream(), "from a child\n")

    def test_bytes_cut_in_the_middle_of_a_character(self):
        reply = self.ok("const euro = Buffer.from('€'); process.stdout.write(euro.subarray(0, 1)); process.stdout.write(euro.subarray(1)); 0")
        self.assertEqual(reply.stream(), "€")

    def test_no_colour_codes_in_printed_objects(self):
        self.assertEqual(self.ok("console.log({ a: [1, 'b'] })").stream(), "{ a: [ 1, 'b' ] }\n")

    def resident(self):
        with open(f"/proc/{self.manager.provisioner.process.pid}/statm", encoding="ascii") as statm:
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
