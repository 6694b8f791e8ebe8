"""Every message type, one by one."""

import hashlib
import hmac
import json
import os
import queue
import time

import zmq
from harness import TIMEOUT, KernelCase, wait_until
from jupyter_client.session import Session
from jupyter_kernel_test.msgspec_v5 import validate_message

HOST = "globalThis[Symbol.for('tunebook.kernel')]"


class Messages(KernelCase):
    def test_kernel_info(self):
        reply = self.ask("kernel_info_request", {})
        info = reply.content
        self.assertEqual((info["status"], info["protocol_version"], info["implementation"]), ("ok", "5.4", "tunebook"))
        language = info["language_info"]
        self.assertEqual((language["name"], language["mimetype"]), ("typescript", "text/typescript"))
        self.assertEqual(language["codemirror_mode"], "typescript")
        validate_message(reply.message, "kernel_info_reply")

    def test_kernel_info_on_the_control_channel(self):
        self.assertEqual(self.ask("kernel_info_request", {}, "control").content["status"], "ok")

    def test_execute_tells_input_result_and_status_in_order(self):
        request = self.start("40 + 2")
        messages = self.messages_of(request)
        kinds = [m["content"].get("execution_state", m["msg_type"]) for m in messages]
        self.assertEqual(kinds, ["busy", "execute_input", "execute_result", "idle"])
        reply = self.reply_to(request)["content"]
        for message in messages:
            validate_message(message, message["msg_type"], request)
        count = reply["execution_count"]
        self.assertEqual((reply["status"], reply["payload"], reply["user_expressions"]), ("ok", [], {}))
        self.assertEqual(messages[1]["content"], {"code": "40 + 2", "execution_count": count})
        self.assertEqual(messages[2]["content"]["execution_count"], count)
        self.assertEqual(messages[2]["content"]["data"], {"text/plain": "42"})
        self.assertEqual(self.ok("1").content["execution_count"], count + 1)

    def test_error_in_the_reply_and_on_iopub(self):
        reply = self.fails("const fine = 1;\n\nfunction boom(): void {\n  throw new RangeError('too far');\n}\nboom();")
        self.assertEqual((reply.content["ename"], reply.content["evalue"]), ("RangeError", "too far"))
        published = reply.of("error")[0]
        self.assertEqual({k: reply.content[k] for k in ("ename", "evalue", "traceback")}, published)
        count = reply.content["execution_count"]
        self.assertIn(f"at boom (In[{count}]:4:9)", reply.traceback)
        self.assertIn(f"at In[{count}]:6:1", reply.traceback)
        self.assertNotIn("/kernel/", reply.traceback)
        self.assertNotIn("node:", reply.traceback)
        self.assertLess(len(reply.content["traceback"]), 15)

    def test_type_error_has_line_caret_and_proposal(self):
        reply = self.fails("const rates = [0.1];\nrates.lenght")
        self.assertEqual(reply.content["ename"], "TypeScriptError")
        self.assertIn("TS2551", reply.traceback)
        self.assertIn(":2:7 ", reply.traceback)
        self.assertIn("Did you mean 'length'?", reply.traceback)
        lines = [line for line in reply.content["traceback"] if "^^^^^^" in line]
        code = [line for line in reply.content["traceback"] if "rates.lenght" in line][0]
        plain = lambda text: text.replace("\x1b[31m", "").replace("\x1b[39m", "")
        self.assertEqual(plain(lines[0]).index("^"), plain(code).index("lenght"))

    def test_nothing_of_a_refused_cell_runs(self):
        reply = self.fails("console.log('ran'); const n: number = 'text';")
        self.assertEqual(reply.stream(), "")

    def test_a_cell_whose_syntax_ends_too_early_is_refused_with_line_and_caret(self):
        for code, line in (("console.log('ran'", 1), ("console.log('ran');\nMath.max(1", 2), ("function f() {", 1),
                           ("console.log('ran'); const a =", 1), ("const x: string = 5; Math.max(1", 1), ("`${1", 1),
                           ("console.log('ran');\n{", 2), ("class A { m( }", 1), ("let = = 3", 1), ("/* open", 1)):
            reply = self.fails(code)
            self.assertEqual((reply.content["ename"], reply.stream()), ("TypeScriptError", ""), code)
            self.assertIn(f"line {line}: ", reply.content["evalue"], code)
            self.assertIn("^", reply.traceback, code)

    def test_aborted_are_the_executions_queued_behind_an_error_and_nothing_else(self):
        failing = self.start("await new Promise(r => setTimeout(r, 200)); throw new Error('first')")
        behind = [self.start(f"console.log('never {i}')") for i in range(2)]
        completion = self.send("complete_request", {"code": "Math.", "cursor_pos": 5})
        self.assertEqual(self.finish(failing).content["status"], "error")
        for request in behind:
            reply = self.finish(request)
            # A number would be written beside a cell that has not run.
            self.assertEqual(reply.content, {"status": "aborted"})
            self.assertEqual(reply.stream(), "")
        self.assertEqual(self.reply_to(completion)["content"]["status"], "ok")
        self.assertEqual(self.ok("'after'").text, "'after'")

    def test_type_errors_abort_what_came_with_them(self):
        requests = [self.start("const n: number = ''"), self.start("1"), self.start("2")]
        replies = [self.finish(request).content["status"] for request in requests]
        self.assertEqual(replies, ["error", "aborted", "aborted"])

    def test_stop_on_error_false_aborts_nothing(self):
        requests = [self.start("throw new Error()", stop_on_error=False), self.start("'runs'")]
        replies = [self.finish(request) for request in requests]
        self.assertEqual([r.content["status"] for r in replies], ["error", "ok"])

    def test_silent(self):
        count = self.ok("1").content["execution_count"]
        reply = self.ok("console.log('heard'); 7", silent=True)
        self.assertEqual([m["msg_type"] for m in reply.messages], ["status", "stream", "status"])
        self.assertEqual(reply.content["execution_count"], count)

    def test_store_history_false(self):
        count = self.ok("'stored'").content["execution_count"]
        reply = self.ok("'not stored'", store_history=False)
        self.assertEqual((reply.text, reply.content["execution_count"]), ("'not stored'", count))
        tail = self.ask("history_request", {"hist_access_type": "tail", "n": 1}).content["history"]
        self.assertEqual(tail[0][2], "'stored'")

    def test_user_expressions(self):
        reply = self.ok("const five = 5", user_expressions={"twice": "five * 2", "bad": "nowhere.x"})
        expressions = reply.content["user_expressions"]
        self.assertEqual(expressions["twice"]["data"], {"text/plain": "10"})
        self.assertEqual((expressions["bad"]["status"], expressions["bad"]["ename"]), ("error", "ReferenceError"))

    def test_history(self):
        first = self.ok("'alpha'").content["execution_count"]
        self.ok("'beta'")
        ask = lambda **content: self.ask("history_request", {"raw": True, "output": False, **content}).content
        self.assertEqual([h[2] for h in ask(hist_access_type="tail", n=2)["history"]], ["'alpha'", "'beta'"])
        span = ask(hist_access_type="range", session=0, start=first, stop=first + 1, output=True)
        self.assertEqual(span["history"], [[1, first, ["'alpha'", "'alpha'"]]])
        self.assertEqual([h[2] for h in ask(hist_access_type="search", pattern="*bet*")["history"]], ["'beta'"])
        self.assertEqual(ask(hist_access_type="tail", n=0)["status"], "ok")

    def test_complete_has_kinds_and_signatures(self):
        self.ok("/** How fast. */ function learningSpeed(rate: number): string { return '' }")
        content = self.ask("complete_request", {"code": "1; learningSp", "cursor_pos": 13}).content
        self.assertEqual((content["matches"], content["cursor_start"], content["cursor_end"]), (["learningSpeed"], 3, 13))
        entry = content["metadata"]["_jupyter_types_experimental"][0]
        self.assertEqual((entry["text"], entry["type"]), ("learningSpeed", "function"))
        self.assertIn("(rate: number): string", entry["signature"])

    def test_complete_counts_characters_not_units(self):
        code = "const s = '😀😀'; s.toUpp"
        content = self.ask("complete_request", {"code": code, "cursor_pos": len(code)}).content
        self.assertEqual(content["matches"], ["toUpperCase"])
        self.assertEqual(code[content["cursor_start"] : content["cursor_end"]], "toUpp")

    def test_complete_members_of_earlier_values(self):
        self.ok("const settings = { learningRate: 0.1, batchSize: 32 }; let changing = [1]")
        content = self.ask("complete_request", {"code": "settings.", "cursor_pos": 9}).content
        self.assertEqual(sorted(content["matches"]), ["batchSize", "learningRate"])
        self.assertIn("changing", self.ask("complete_request", {"code": "chang", "cursor_pos": 5}).content["matches"])

    def test_inspect_shows_type_and_documentation(self):
        self.ok("/** Steps down.\n * @param by how much\n */ function lower(by: number): number { return -by }")
        for code, cursor in (("lower(2)", 3), ("lower(2)", 5), ("lower(", 6)):
            content = self.ask("inspect_request", {"code": code, "cursor_pos": cursor, "detail_level": 0}).content
            self.assertTrue(content["found"], (code, cursor))
            self.assertIn("lower(by: number): number", content["data"]["text/plain"])
            self.assertIn("Steps down.", content["data"]["text/markdown"])
            self.assertIn("by how much", content["data"]["text/plain"] if cursor < 6 else "by how much")
        nothing = self.ask("inspect_request", {"code": "   ", "cursor_pos": 1, "detail_level": 0}).content
        self.assertEqual((nothing["status"], nothing["found"]), ("ok", False))

    def complete(self, code):
        content = self.ask("complete_request", {"code": code, "cursor_pos": len(code)}).content
        self.assertNotIn("runtime", content)
        return content

    def inspect(self, code):
        return self.ask("inspect_request", {"code": code, "cursor_pos": len(code), "detail_level": 0}).content

    def test_values_complete_what_types_do_not_know(self):
        self.ok("const parsed = JSON.parse('{\"alpha\": [1], \"beta\": {\"gamma\": 1}}'); process.env.TUNEBOOK_SEEN = '1'; let effects = 0; const effect = (): any => { effects++; return parsed }")
        self.assertEqual(self.complete("parsed.")["matches"], ["alpha", "beta"])
        self.assertEqual(self.complete("1; parsed.beta.ga")["matches"], ["gamma"])
        self.assertEqual(self.complete("JSON.parse('{\"zeta\": 1}').")["matches"], ["zeta"])
        content = self.complete("'😀'; process.env.TUNEBOOK_S")
        self.assertEqual((content["matches"], content["cursor_start"]), (["TUNEBOOK_SEEN"], 17))
        self.assertEqual(len(content["metadata"]["_jupyter_types_experimental"]), 1)
        self.assertEqual(self.complete("effect().")["matches"], [])
        self.assertEqual(self.ok("effects").text, "0")

    def test_tooltips_show_values_and_no_names_of_ours(self):
        self.ok("interface Pair { x: number }; const rate = 0.1, settings = { deep: { rate } }, first: Pair = { x: 1 }, untyped = JSON.parse('[{\"a\": 1}]')[0]")
        self.ok("interface Pair { y: number }; const both = [first, { y: 2 } as Pair] as const")
        self.assertEqual(self.inspect("rate")["data"]["text/plain"], "const rate: 0.1\n= 0.1")
        self.assertEqual(self.inspect("settings.deep")["data"]["text/plain"], "(property) deep: { rate: number; }\n= { rate: 0.1 }")
        self.assertEqual(self.inspect("both")["data"]["text/plain"], "const both: readonly [Pair, Pair]\n= [ { x: 1 }, { y: 2 } ]")
        self.assertEqual(self.inspect("both")["data"]["text/markdown"], "```typescript\nconst both: readonly [Pair, Pair]\n= [ { x: 1 }, { y: 2 } ]\n```")
        self.assertEqual(self.inspect("untyped.a")["data"]["text/plain"], "untyped.a\n= 1")
        self.assertEqual(self.inspect("const rate = 3; rate")["data"]["text/plain"], "const rate: 3")
        self.assertFalse(self.inspect("untyped.b.c")["found"])
        self.assertNotIn("$", self.fails("const wrong: Pair = both[0]").traceback)

    def test_is_complete(self):
        status = lambda code: self.ask("is_complete_request", {"code": code}).content
        self.assertEqual(status("const a = 1")["status"], "complete")
        self.assertEqual(status("if (true) {"), {"status": "incomplete", "indent": "  "})
        self.assertEqual(status("`open template")["status"], "incomplete")
        self.assertEqual(status("let = = 3")["status"], "invalid")

    def test_display_and_update_with_metadata(self):
        show = f"{HOST}.display({{'text/html': 'A', 'text/plain': 'a'}}, {{displayId: 'd', metadata: {{size: 3}}}})"
        update = f"{HOST}.display({{'text/html': 'B'}}, {{displayId: 'd', update: true}})"
        reply = self.ok(f"{show};\n{update}")
        first, second = reply.of("display_data")[0], reply.of("update_display_data")[0]
        self.assertEqual((first["data"], first["metadata"]), ({"text/html": "A", "text/plain": "a"}, {"size": 3}))
        self.assertEqual((second["data"], second["transient"]), ({"text/html": "B"}, {"display_id": "d"}))

    def test_clear_output(self):
        self.assertEqual(self.ok(f"{HOST}.clearOutput(true)").of("clear_output"), [{"wait": True}])

    def test_input(self):
        request = self.start(f"const name = await {HOST}.input('Name? ', true); name", allow_stdin=True)
        asked = self.client.get_stdin_msg(timeout=20)
        self.assertEqual(asked["msg_type"], "input_request")
        self.assertEqual(asked["content"], {"prompt": "Name? ", "password": True})
        self.assertEqual(asked["parent_header"]["msg_id"], request)
        self.client.input("Ada")
        self.assertEqual(self.finish(request).text, "'Ada'")

    def test_input_where_there_is_no_reader(self):
        readline = "import { createInterface } from 'node:readline/promises'; const rl = createInterface({ input: process.stdin });"
        for code in (f"await {HOST}.input('?')", "prompt('?')", "confirm()", "alert('!')", f"{readline} await rl.question('? ')",
                     "for await (const chunk of process.stdin) console.log(chunk)"):
            reply = self.fails(code, allow_stdin=False)
            self.assertIn("Cannot ask for input: this front end does not take any.", reply.content["evalue"], code)

    def answer(self, prompt, line):
        """Waits for a question, which must be this one, and answers it."""
        asked = self.client.get_stdin_msg(timeout=20)
        self.assertEqual((asked["msg_type"], asked["content"]["prompt"]), ("input_request", prompt))
        self.client.input(line)

    def test_prompt_confirm_and_alert_wait_for_the_reader(self):
        code = """await null;
            const rate = prompt?.("Rate?", "0.1"), name = prompt("Name?"), sure = [confirm("Sure?"), confirm()];
            alert("Done"); [rate, name, sure]"""
        request = self.start(code, allow_stdin=True)
        for question in (("Rate? [0.1] ", ""), ("Name? ", "Ada"), ("Sure? [y/N] ", "y"), ("[y/N] ", ""), ("Done [Enter] ", "")):
            self.answer(*question)
        self.assertEqual(self.finish(request).text, "[ '0.1', 'Ada', [ true, false ] ]")
        self.assertEqual(self.ok("const alert = 'mine'; alert").text, "'mine'")

    def test_questions_that_are_asked_at_once_are_put_in_turn(self):
        code = "import { input } from 'tunebook/kernel'; const both = [input('A '), input('B ')]; [prompt('C'), ...(await Promise.all(both))]"
        request = self.start(code, allow_stdin=True)
        for question in (("A ", "1"), ("B ", "2"), ("C ", "3")):
            self.assertFalse(self.client.stdin_channel.msg_ready())
            self.answer(*question)
        self.assertEqual(self.finish(request).text, "[ '3', '1', '2' ]")

    def test_readline_asks_the_reader(self):
        opened = "import { createInterface } from 'node:readline/promises'; const rl = createInterface({ input: process.stdin, output: process.stdout });"
        self.ok(opened, allow_stdin=True)
        request = self.start("const name = await rl.question('Name? '); const age = await rl.question('Age? '); [name, age]", allow_stdin=True)
        self.answer("", "Ada")
        self.answer("", "36")
        reply = self.finish(request)
        self.assertEqual((reply.text, reply.stream()), ("[ 'Ada', '36' ]", "Name? Age? "))
        self.ok("console.log('nothing asks')", allow_stdin=True)
        request = self.start("rl.question('Last? ').then((last) => { console.log(last); rl.close(); })", allow_stdin=True)
        self.answer("", "yes")
        self.assertEqual(self.finish(request).stream(), "Last? yes\n")
        self.ok("await new Promise((done) => setTimeout(done, 300))", allow_stdin=True)
        self.assertFalse(self.client.stdin_channel.msg_ready())

    def test_lines_of_stdin_can_be_read_one_by_one(self):
        code = """import readline from 'node:readline'; const lines: string[] = [];
            const reading = readline.createInterface(process.stdin);
            for await (const line of reading) { if (line === '') break; lines.push(line); } lines"""
        request = self.start(code, allow_stdin=True)
        for line in ("one", "two", ""):
            self.answer("", line)
        self.assertEqual(self.finish(request).text, "[ 'one', 'two' ]")

    def test_a_question_can_be_interrupted_and_its_late_answer_is_dropped(self):
        for code in (f"await {HOST}.input('old ')", "prompt('old')", "await null; prompt('old')", "await new Promise((_, no) => process.stdin.once('data', no))"):
            request = self.start(code, allow_stdin=True)
            old = self.client.get_stdin_msg(timeout=20)
            self.ask("interrupt_request", {}, "control")
            self.assertEqual(self.finish(request).content["ename"], "KeyboardInterrupt", code)
            request = self.start("prompt('new')", allow_stdin=True)
            late = self.client.session.msg("input_reply", {"value": "late"}, parent=old)
            self.client.stdin_channel.send(late)
            self.answer("new ", "fresh")
            reply = self.finish(request)
            self.assertEqual(reply.text, "'fresh'", (code, reply.content))

    def test_the_module_for_notebooks_is_typed_and_shows_replaces_and_clears(self):
        for module in ("tunebook/kernel", "tslab"):
            reply = self.ok(f"""import {{ clear, display, update, newDisplay }} from '{module}';
                const shown = await display(new Map([[1, 2]]), {{ id: '{module}', metadata: {{ size: 1 }} }});
                await shown.update('second'); await update('{module}', 3); display.html('<b>'); clear({{ wait: true }});""")
            self.assertEqual([c["data"] for c in reply.of("display_data")], [{"text/plain": "Map(1) { 1 => 2 }"}, {"text/html": "<b>"}])
            self.assertEqual([c["data"]["text/plain"] for c in reply.of("update_display_data")], ["'second'", "3"])
            self.assertEqual(reply.of("display_data")[0]["transient"], {"display_id": module})
            self.assertEqual(reply.of("clear_output"), [{"wait": True}])
            self.assertIn("TS2345", self.fails(f"import {{ display }} from '{module}'; display.html(3)").traceback)

    def test_the_module_for_notebooks_opens_and_hears_comms(self):
        reply = self.ok("import { openComm, onComm } from 'tslab'; openComm('there', { a: 1 }).close(); onComm('here', (comm) => comm.send({ b: 2 }))")
        self.assertEqual([m["content"]["data"] for m in reply.messages if m["msg_type"] == "comm_open"], [{"a": 1}])
        opened = self.send("comm_open", {"comm_id": "c3", "target_name": "here", "data": {}})
        sent = [m["content"]["data"] for m in self.messages_of(opened) if m["msg_type"] == "comm_msg"]
        self.assertEqual(sent, [{"b": 2}])
        self.messages_of(self.send("comm_close", {"comm_id": "c3", "data": {}}))

    def test_comms(self):
        self.ok(f"""
            {HOST}.comm.registerTarget('echo', (comm, data) => {{
              comm.onMessage = (message) => comm.send({{ heard: message, at: data }});
              comm.onClose = () => console.log('closed');
            }});""")
        open_ = self.send("comm_open", {"comm_id": "c1", "target_name": "echo", "data": {"start": 1}})
        self.messages_of(open_)
        info = self.ask("comm_info_request", {"target_name": "echo"}).content
        self.assertEqual(info, {"status": "ok", "comms": {"c1": {"target_name": "echo"}}})
        message = self.send("comm_msg", {"comm_id": "c1", "data": {"x": 2}})
        sent = [m for m in self.messages_of(message) if m["msg_type"] == "comm_msg"][0]
        self.assertEqual(sent["content"], {"comm_id": "c1", "data": {"heard": {"x": 2}, "at": {"start": 1}}})
        close = self.send("comm_close", {"comm_id": "c1", "data": {}})
        self.assertIn("closed", [m["content"].get("text", "").strip() for m in self.messages_of(close)])
        self.assertEqual(self.ask("comm_info_request", {}).content["comms"], {})

    def test_comm_of_an_unknown_target_is_closed(self):
        request = self.send("comm_open", {"comm_id": "c2", "target_name": "nobody", "data": {}})
        closed = [m["content"] for m in self.messages_of(request) if m["msg_type"] == "comm_close"]
        self.assertEqual(closed[0]["comm_id"], "c2")

    def test_comm_opened_by_a_cell_with_buffers(self):
        reply = self.ok(
            f"const channel = {HOST}.comm.open('there', {{a: 1}}, {{buffers: [new Uint8Array([1, 2, 255])]}}); channel.close()"
        )
        opened = [m for m in reply.messages if m["msg_type"] == "comm_open"][0]
        self.assertEqual((opened["content"]["target_name"], opened["content"]["data"]), ("there", {"a": 1}))
        self.assertEqual(bytes(opened["buffers"][0]), bytes([1, 2, 255]))
        self.assertEqual(len(reply.of("comm_close")), 1)

    def test_late_output_goes_to_its_own_cell(self):
        early = self.start("setTimeout(() => console.log('late'), 300); 'early'")
        self.finish(early)
        second = self.start("await new Promise(r => setTimeout(r, 800)); console.log('mine')")
        streams = {}
        wait = lambda: second in streams and early in streams
        def collect():
            try:
                message = self.client.get_iopub_msg(timeout=1)
            except queue.Empty:
                return wait()
            if message["msg_type"] == "stream":
                streams[message["parent_header"]["msg_id"]] = message["content"]["text"]
            return wait()
        wait_until(collect, 30, "output of both cells")
        self.assertEqual(streams, {early: "late\n", second: "mine\n"})

    def test_heartbeat_answers_while_a_cell_blocks(self):
        request = self.start("const until = Date.now() + 1500; while (Date.now() < until);")
        time.sleep(0.3)
        socket = zmq.Context.instance().socket(zmq.REQ)
        socket.connect(self.url("hb"))
        socket.send(b"ping")
        self.assertTrue(socket.poll(1000))
        self.assertEqual(socket.recv(), b"ping")
        socket.close()
        self.finish(request)

    def test_iopub_welcome(self):
        socket = zmq.Context.instance().socket(zmq.SUB)
        socket.connect(self.url("iopub"))
        socket.subscribe(b"")
        self.assertTrue(socket.poll(5000))
        session = Session(key=self.client.session.key)
        _, message = session.feed_identities(socket.recv_multipart())
        welcome = session.deserialize(message)
        self.assertEqual((welcome["msg_type"], welcome["content"]), ("iopub_welcome", {"subscription": ""}))
        socket.close()

    def test_every_reply_has_a_status_and_every_request_its_busy_and_idle(self):
        requests = {
            "kernel_info_request": {},
            "history_request": {"hist_access_type": "tail", "n": 1, "raw": True, "output": False},
            "comm_info_request": {},
            "complete_request": {"code": "Math.", "cursor_pos": 5},
            "inspect_request": {"code": "Math.floor", "cursor_pos": 7, "detail_level": 0},
            "execute_request": {"code": "1", "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False},
        }
        for kind, content in requests.items():
            reply = self.ask(kind, content)
            self.assertEqual(reply.message["msg_type"], kind.replace("request", "reply"))
            self.assertEqual(reply.content["status"], "ok", kind)
            states = [content["execution_state"] for content in reply.of("status")]
            self.assertEqual(states, ["busy", "idle"], kind)
            validate_message(reply.message, kind.replace("request", "reply"))
        reply = self.ask("interrupt_request", {}, "control")
        self.assertEqual((reply.message["msg_type"], reply.content), ("interrupt_reply", {"status": "ok"}))
        self.assertEqual([c["execution_state"] for c in reply.of("status")], ["busy", "idle"])

    def test_a_silent_error_is_in_the_reply_only(self):
        count = self.ok("1").content["execution_count"]
        reply = self.fails("throw new RangeError('unheard')", silent=True)
        self.assertEqual(reply.content["ename"], "RangeError")
        self.assertEqual([m["msg_type"] for m in reply.messages], ["status", "status"])
        self.assertEqual(self.ok("2").content["execution_count"], count + 1)

    def test_an_error_without_stop_on_error_still_runs_what_is_behind_and_in_order(self):
        requests = [self.start(f"console.log({i}); throw {i}", stop_on_error=False) for i in range(3)]
        self.assertEqual([self.finish(request).stream() for request in requests], ["0\n", "1\n", "2\n"])

    def test_an_unknown_message_is_ignored(self):
        self.messages_of(self.send("no_such_request", {}))
        self.assertEqual(self.ok("1").text, "1")

    def url(self, channel):
        info = self.manager.get_connection_info()
        return f"tcp://{info['ip']}:{info[channel + '_port']}"


class Subshells(KernelCase):
    """JEP 91, and what answers while a cell runs."""

    def in_subshell(self, kind, content, subshell):
        message = self.client.session.msg(kind, content)
        message["header"]["subshell_id"] = subshell
        self.client.shell_channel.send(message)
        return message["header"]["msg_id"]

    def execute_in(self, subshell, code):
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
        return self.in_subshell("execute_request", content, subshell)

    def create(self):
        content = self.ask("create_subshell_request", {}, "control").content
        self.assertEqual(content["status"], "ok")
        return content["subshell_id"]

    def test_subshells_are_created_listed_and_deleted(self):
        features = self.ask("kernel_info_request", {}).content["supported_features"]
        self.assertIn("kernel subshells", features)
        first, second = self.create(), self.create()
        self.assertNotEqual(first, second)
        self.assertLessEqual({first, second}, set(self.ask("list_subshell_request", {}, "control").content["subshell_id"]))
        for subshell in (first, second):
            self.assertEqual(self.ask("delete_subshell_request", {"subshell_id": subshell}, "control").content["status"], "ok")
        self.assertEqual(self.ask("delete_subshell_request", {"subshell_id": first}, "control").content["status"], "error")
        left = self.ask("list_subshell_request", {}, "control").content["subshell_id"]
        self.assertFalse({first, second} & set(left))
        lost = self.finish(self.execute_in(first, "1"))
        self.assertEqual((lost.content["ename"], lost.text), ("NoSuchSubshell", None))

    def test_cells_and_comms_of_a_subshell_run_beside_a_cell_that_waits(self):
        subshell = self.create()
        self.ok(f"{HOST}.comm.registerTarget('beside', (comm) => comm.send({{ heard: true }})); let go = false")
        request = self.start("console.log('begins'); while (!go) await new Promise((done) => setTimeout(done, 20)); 'ended'")
        opened = self.in_subshell("comm_open", {"comm_id": "b", "target_name": "beside", "data": {}}, subshell)
        sent = [m for m in self.messages_of(opened) if m["msg_type"] == "comm_msg"]
        self.assertEqual(sent[0]["content"]["data"], {"heard": True})
        self.assertEqual(sent[0]["parent_header"]["subshell_id"], subshell)
        self.assertNotIn(request, self.replies)
        beside = self.finish(self.execute_in(subshell, "console.log('beside'); go = true; go"))
        self.assertEqual((beside.text, beside.stream()), ("true", "beside\n"))
        reply = self.finish(request)
        self.assertEqual((reply.text, reply.stream()), ("'ended'", "begins\n"))

    def test_stop_ends_what_runs_in_every_shell_and_the_kernel_goes_on(self):
        subshell = self.create()
        for code in ("await new Promise(() => {})", "await null; while (true);"):
            requests = [self.start("await new Promise(() => {})"), self.execute_in(subshell, code)]
            time.sleep(1)
            self.ask("interrupt_request", {}, "control")
            for request in requests:
                self.assertEqual(self.finish(request).content["ename"], "KeyboardInterrupt")
            self.assertEqual(self.ok("'after'").text, "'after'")

    def test_questions_are_answered_while_a_cell_runs(self):
        self.ok("const known = { rate: 1 }")
        for code in ("await new Promise((done) => setTimeout(done, 3000))", "for (const until = Date.now() + 3000; Date.now() < until;);"):
            request = self.start(code)
            completed = self.ask("complete_request", {"code": "known.", "cursor_pos": 6}).content
            self.assertEqual(completed["matches"], ["rate"])
            inspected = self.ask("inspect_request", {"code": "known", "cursor_pos": 3, "detail_level": 0}).content
            self.assertIn("rate: number", inspected["data"]["text/plain"])
            self.ask("comm_info_request", {})
            self.assertFalse(self.client.shell_channel.msg_ready() or request in self.replies)
            self.finish(request)

    def test_the_names_of_a_cell_that_ends_soon_are_known_to_a_question_behind_it(self):
        request = self.start("const soon = { rate: 1 }")
        self.assertEqual(self.ask("complete_request", {"code": "soon.", "cursor_pos": 5}).content["matches"], ["rate"])
        self.finish(request)


class Console(KernelCase):
    folder = os.path.join(os.getcwd(), "notebooks")

    def test_whether_code_is_complete_is_told_while_types_are_read(self):
        code = 'import * as all from "tunebook"; all.'
        slow = self.send("complete_request", {"code": code, "cursor_pos": len(code)})
        quick = self.send("is_complete_request", {"code": "f(1"})
        first = self.client.get_shell_msg(timeout=TIMEOUT)
        self.assertEqual((first["parent_header"]["msg_id"], first["content"]["status"]), (quick, "incomplete"))
        self.assertIn("train", self.reply_to(slow)["content"]["matches"])


class Signatures(KernelCase):
    """What must never be executed."""

    def frames(self, code="globalThis.executed = true", key=None):
        session = self.client.session
        message = session.msg("execute_request", {"code": code, "silent": False, "store_history": True,
                                                  "user_expressions": {}, "allow_stdin": False, "stop_on_error": True})
        parts = [json.dumps(message[k], default=str).encode() for k in ("header", "parent_header", "metadata", "content")]
        digest = hmac.HMAC(key or session.key, digestmod=hashlib.sha256)
        for part in parts:
            digest.update(part)
        return [b"<IDS|MSG>", digest.hexdigest().encode(), *parts]

    def attempt(self, *messages, patience=60_000):
        info = self.manager.get_connection_info()
        socket = zmq.Context.instance().socket(zmq.DEALER)
        socket.connect(f"tcp://{info['ip']}:{info['shell_port']}")
        for frames in messages:
            socket.send_multipart(frames)
        answered = socket.poll(patience)
        socket.close()
        return answered

    def test_a_well_signed_message_is_executed(self):
        self.assertTrue(self.attempt(self.frames("globalThis.marker = 1")))
        self.assertEqual(self.ok("(globalThis as any).marker").text, "1")

    def test_badly_signed_unsigned_and_malformed_are_dropped(self):
        good = self.frames()
        unsigned = [good[0], b"", *good[2:]]
        tampered = [*good[:-1], good[-1].replace(b"true", b"1111")]
        truncated = good[:4]
        no_delimiter = good[1:]
        garbage = self.signed([b"{", b"{}", b"{}", b"\xff\xfe"])
        no_type = self.signed([b"{}", b"{}", b"{}", b"{}"])
        array = self.signed([b"[]", b"[]", b"3", b"null"])
        foreign = self.frames(key=b"another key")
        bad = [unsigned, tampered, truncated, no_delimiter, garbage, no_type, array, foreign, [b""]]
        self.assertFalse(self.attempt(*bad, patience=1500))
        self.assertIsNone(self.ok("(globalThis as any).executed").text)

    def signed(self, parts):
        digest = hmac.HMAC(self.client.session.key, digestmod=hashlib.sha256)
        for part in parts:
            digest.update(part)
        return [b"<IDS|MSG>", digest.hexdigest().encode(), *parts]
