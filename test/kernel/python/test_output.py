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
        """Without end: the beginning is held to a rate, the middle is left out, nothing piles up in the kernel."""
        before = self.resident()
        request = self.start("const row = 'x'.repeat(999); for (;;) console.log(row)")
        time.sleep(3)
        self.assertLess(self.resident() - before, 40_000_000)
        self.send("interrupt_request", {}, "control")
        self.assertEqual(self.finish(request).content["ename"], "KeyboardInterrupt")

    def test_no_debt_is_carried_to_the_next_cell(self):
        text = self.ok("console.log('x'.repeat(5e6))").stream()
        self.assertRegex(text, r"^x{4000000}\n… 900001 characters were left out here …\nx{99999}\n$")
        started = time.monotonic()
        self.assertEqual(self.ok("console.log(1)").stream(), "1\n")
        self.assertLess(time.monotonic() - started, 10)

    def test_3_megabytes_of_lines_arrive_whole(self):
        line = "y" * 99
        self.assertEqual(self.ok(f"for (let i = 0; i < 30_000; i++) console.log('{line}')").stream(), f"{line}\n" * 30_000)

    def test_of_a_loop_without_end_the_beginning_and_the_end_are_shown(self):
        request = self.start("let n = 0; while (true) console.log(`${++n}${'x'.repeat(1000)}`)")
        time.sleep(12)
        self.send("interrupt_request", {}, "control")
        reply = self.finish(request)
        text = reply.stream()
        self.assertTrue(text.startswith("1xxx"))
        self.assertRegex(text, r"\n… \d+ characters were left out here …\n")
        self.assertLess(len(text), 4_200_000)
        self.assertGreaterEqual(int(text.strip().split("\n")[-1].rstrip("x")), int(self.ok("n").text) - 1)

    def test_of_a_line_that_is_rewritten_only_the_last_states_are_sent(self):
        code = "for (let step = 1; step <= 100_000; step++) process.stdout.write(`\\rstep ${step} of 100000`); process.stdout.write('\\n')"
        text = self.ok(code).stream()
        self.assertTrue(text.endswith("\rstep 100000 of 100000\n"), text[-100:])
        self.assertLess(len(text), 20_000)
        code = "for (let step = 1; step <= 20_000; step++) process.stdout.write(`${step}`.padStart(8) + '\\b'.repeat(8)); process.stdout.write('done    \\n')"
        text = self.ok(code).stream()
        self.assertTrue(text.endswith("done    \n"), text[-100:])
        self.assertLess(len(text), 20_000)

    def test_a_line_that_is_rewritten_without_end_does_not_hold_its_cell_back(self):
        """20 MB in small writes: beyond what is sent, a write must not cost a timer each."""
        line = "'\\rstep '.padEnd(56, '=') + ` ${step} of 300000`"
        text = self.ok(f"for (let step = 1; step <= 300_000; step++) process.stdout.write({line}); process.stdout.write('\\n')").stream()
        self.assertTrue(text.endswith(" 300000 of 300000\n"), text[-100:])
        self.assertLess(len(text), 50_000)

    def test_half_of_a_character_becomes_a_replacement_character(self):
        reply = self.ok("const half = '😀'[0]; console.log(half, '\\\\ud83d'); half + '\\\\ud83d😀'")
        self.assertEqual(reply.stream(), "\ufffd \\ud83d\n")
        self.assertNotRegex(str(reply.messages).encode("utf-16", "surrogatepass").decode("utf-16", "replace"), "[\ud800-\udfff]")
        self.assertIn("😀", reply.text)
        self.assertEqual(self.ok("process.stdout.write('😀'[0]); process.stdout.write('😀'[1]); 0").stream(), "😀")

    def test_stacks_that_a_cell_prints_speak_of_its_lines(self):
        reply = self.ok("interface Gone { a: 1 }\nconst e = new Error('told');\nconsole.error(e); console.log(e.stack);\nconsole.trace('traced')")
        for text in (reply.stream("stderr"), reply.stream()):
            self.assertRegex(text, r"Error: told\n +at In\[\d+\]:2:11")
            self.assertNotIn("dist/src/kernel", text)
            self.assertNotIn("node:", text)
        self.assertRegex(reply.stream("stderr"), r"Trace: traced\n +at In\[\d+\]:4:9")

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
