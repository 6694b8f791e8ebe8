"""The debugger and the variables, spoken to as JupyterLab does."""

import pathlib
import tempfile
import time

from harness import KernelCase

FOLDER = tempfile.mkdtemp()
MODULE = pathlib.Path(FOLDER) / "local.ts"
MODULE.write_text("// first line\nexport function twice(x: number): number {\n  const result: number = 2 * x;\n  return result;\n}\n")


class DebuggerCase(KernelCase):
    def setUp(self):
        super().setUp()
        self.seq = 0
        self.events = []

    def request(self, command, arguments=None):
        """The content of the reply; what comes on iopub meanwhile is kept."""
        self.seq += 1
        content = {"type": "request", "seq": self.seq, "command": command, "arguments": arguments or {}}
        reply = self.reply_to(self.send("debug_request", content, "control"), "control")
        self.assertEqual(reply["msg_type"], "debug_reply")
        self.assertEqual((reply["content"]["type"], reply["content"]["request_seq"], reply["content"]["command"]), ("response", self.seq, command))
        return reply["content"]

    def debug(self, command, arguments=None):
        content = self.request(command, arguments)
        self.assertTrue(content["success"], content)
        return content["body"]

    def event(self, name):
        """The next debug event of this name."""
        while True:
            found = [event for event in self.events if event["event"] == name]
            if found:
                self.events.remove(found[0])
                return found[0]["body"]
            message = self.client.get_iopub_msg(timeout=20)
            if message["msg_type"] == "debug_event":
                self.events.append(message["content"])
            self.kept.setdefault(message["parent_header"].get("msg_id"), []).append(message)

    def breakpoints(self, code, *lines, path=None):
        """Sets breakpoints as JupyterLab does, and returns their path and the lines they came to."""
        path = path or self.debug("dumpCell", {"code": code})["sourcePath"]
        wanted = [{"line": line} if isinstance(line, int) else line for line in lines]
        body = self.debug("setBreakpoints", {"breakpoints": wanted, "source": {"path": path}, "sourceModified": False})
        self.debug("configurationDone")
        return path, [each["line"] for each in body["breakpoints"]]

    def stopped(self, reason="breakpoint"):
        """Where it has stopped."""
        self.assertEqual(self.event("stopped")["reason"], reason)
        return self.debug("stackTrace", {"threadId": 1})["stackFrames"]

    def variables(self, frame):
        scopes = self.debug("scopes", {"frameId": frame["id"]})["scopes"]
        return {scope["name"]: {v["name"]: v for v in self.debug("variables", scope)["variables"]} for scope in scopes}


class Debugger(DebuggerCase):
    folder = FOLDER

    def setUp(self):
        super().setUp()
        body = self.debug("initialize", {"clientID": "test", "linesStartAt1": True, "columnsStartAt1": True, "pathFormat": "path"})
        self.assertTrue(body["supportsConfigurationDoneRequest"])
        self.debug("attach", {})

    def tearDown(self):
        self.debug("disconnect", {"restart": False, "terminateDebuggee": False})

    def test_breakpoints_in_a_cell_stepping_scopes_and_evaluation(self):
        code = "const rates = [0.1, 0.01];\nfunction best(of: number[]): number {\n  let low = Infinity;\n  for (const rate of of) low = Math.min(low, rate);\n  return low;\n}\nawait null;\nconst found = best(rates);\nfound"
        path, lines = self.breakpoints(code, 3, 8)
        self.assertEqual(lines, [3, 8])
        request = self.start(code)
        (top,) = self.stopped()
        self.assertEqual((top["line"], top["source"]["path"]), (8, path))
        self.assertEqual(self.debug("debugInfo")["stoppedThreads"], [1])
        self.debug("continue", {"threadId": 1})
        inner, outer = self.stopped()
        self.assertEqual((inner["name"], inner["line"], outer["line"]), ("best", 3, 8))
        scopes = self.variables(inner)
        self.assertEqual(list(scopes["Locals"]), ["of", "low"])
        self.assertEqual(scopes["Locals"]["of"]["value"], "[ 0.1, 0.01 ]")
        self.assertEqual(scopes["Notebook"]["rates"]["type"], "Array(2)")
        members = self.debug("variables", {"variablesReference": scopes["Notebook"]["rates"]["variablesReference"]})["variables"]
        self.assertEqual([(m["name"], m["value"]) for m in members], [("0", "0.1"), ("1", "0.01")])
        evaluate = lambda expression: self.debug("evaluate", {"expression": expression, "frameId": inner["id"], "context": "repl"})
        self.assertEqual(evaluate("of.length + rates.length")["result"], "4")
        evaluate("rates = [0.5, 0.2]; of[0] = 0.3")
        self.assertIn("nowhere is not defined", self.request("evaluate", {"expression": "nowhere", "frameId": inner["id"]})["message"])
        self.debug("next", {"threadId": 1})
        self.assertEqual(self.stopped("step")[0]["line"], 4)
        self.debug("stepOut", {"threadId": 1})
        (outer,) = self.stopped("step")
        self.assertEqual((outer["name"][:3], outer["line"]), ("In[", 9))
        self.debug("continue", {"threadId": 1})
        self.assertEqual(self.finish(request).text, "0.01")
        self.assertEqual(self.ok("rates").text, "[ 0.5, 0.2 ]")

    def test_breakpoints_in_a_cell_that_has_run_and_conditions(self):
        code = "function square(x: number): number {\n  const y = x * x;\n  return y;\n}"
        self.ok(code)
        path, lines = self.breakpoints(code, {"line": 2, "condition": "x > 3"})
        self.assertEqual((lines, self.debug("debugInfo")["breakpoints"][0]["source"]), ([2], path))
        request = self.start("[1, 5, 2].map(square)")
        frames = self.stopped()
        self.assertEqual((frames[0]["name"], self.variables(frames[0])["Locals"]["x"]["value"]), ("square", "5"))
        self.debug("stepIn", {"threadId": 1})
        self.assertEqual(self.stopped("step")[0]["line"], 3)
        self.breakpoints(code)
        self.debug("continue", {"threadId": 1})
        self.assertEqual(self.finish(request).text, "[ 1, 25, 4 ]")
        self.assertEqual(self.debug("debugInfo")["breakpoints"], [])

    def test_breakpoints_in_a_local_module_before_it_is_loaded(self):
        _, lines = self.breakpoints(None, 1, 3, path=str(MODULE))
        request = self.start("import { twice } from './local.ts'; twice(21)")
        frame = self.stopped()[0]
        while frame["line"] != 3:
            self.debug("continue", {"threadId": 1})
            frame = self.stopped()[0]
        self.assertEqual((frame["name"], frame["source"]["path"]), ("twice", str(MODULE)))
        self.assertIn("const result", self.debug("source", {"source": frame["source"], "sourceReference": 0})["content"])
        self.assertEqual(self.variables(frame)["Locals"]["x"]["value"], "21")
        self.breakpoints(None, path=str(MODULE))
        self.debug("continue", {"threadId": 1})
        self.assertEqual(self.finish(request).text, "42")
        self.assertIn(str(MODULE), [module["path"] for module in self.debug("modules")["modules"]])

    def test_exceptions(self):
        self.debug("setExceptionBreakpoints", {"filters": ["all"]})
        request = self.start("await null;\nconst depth = 3;\nthrow new RangeError('too deep')")
        frames = self.stopped("exception")
        self.assertEqual((frames[0]["line"], self.variables(frames[0])["Notebook"]["depth"]["value"]), (3, "3"))
        self.debug("continue", {"threadId": 1})
        self.assertEqual(self.finish(request).content["ename"], "RangeError")
        self.debug("setExceptionBreakpoints", {"filters": []})
        self.fails("throw new Error('not stopped at')")

    def test_stop_ends_a_cell_that_stands_still_and_one_can_pause(self):
        code = "await null;\nfor (let i = 0; ; i++) globalThis.count = i;"
        request = self.start("declare global { var count: number }\n" + code)
        time.sleep(1)
        self.debug("pause", {"threadId": 1})
        frames = self.stopped("step")
        self.assertEqual(frames[0]["line"], 3)
        self.ask("interrupt_request", {}, "control")
        self.assertEqual(self.reply_to(request)["content"]["ename"], "KeyboardInterrupt")
        self.assertEqual(self.debug("debugInfo")["stoppedThreads"], [])
        self.assertEqual(self.ok("'after'").text, "'after'")

    def test_unknown_and_untimely_requests_are_refused_with_a_reason(self):
        self.assertIn("does not know", self.request("dance")["message"])
        self.assertIn("Nothing stands still", self.request("next", {"threadId": 1})["message"])
        self.assertFalse(self.request("variables", {"variablesReference": 99})["success"])
        self.assertFalse(self.request("source", {"source": {"path": "/nowhere.ts"}})["success"])

    def test_files_of_cells_are_named_as_front_ends_name_them(self):
        info = self.debug("debugInfo")
        self.assertEqual((info["hashMethod"], info["isStarted"], info["richRendering"]), ("Murmur2", True, True))
        for code in ("", "a", "ab", "abc", "const rate = 0.1; // ü😀", "1" * 1001):
            name = info["tmpFilePrefix"] + str(murmur2(code.encode(), info["hashSeed"])) + info["tmpFileSuffix"]
            self.assertEqual(self.debug("dumpCell", {"code": code})["sourcePath"], name)


class Variables(DebuggerCase):
    """The variable explorer, which needs no started debugger."""

    def test_the_variables_of_the_notebook_tensors_and_data_frames_as_tables(self):
        self.ok("""
            import { tf } from "tunebook"; import { Series } from "danfojs-node";
            const weights = tf.tensor2d([[1, 2], [3, 4.5]]), scale = 3, settings = { rate: 0.1, layers: new Map([["a", 1]]) };
            const series = new Series([1, 2]); class Secret { get boom(): number { throw new Error("a getter ran"); } }
            const secret = new Secret(); const gone = tf.scalar(1); gone.dispose(); const later = { get x() { throw new Error("ran"); } };""")
        variables = {v["name"]: v for v in self.debug("inspectVariables")["variables"]}
        self.assertEqual(variables["weights"]["value"], "Tensor float32 [2, 2]")
        self.assertEqual((variables["scale"]["value"], variables["scale"]["variablesReference"]), ("3", 0))
        self.assertNotIn("tf", variables)
        self.assertFalse([name for name in variables if name.startswith("$")])
        inner = self.debug("variables", {"variablesReference": variables["settings"]["variablesReference"]})["variables"]
        self.assertEqual([(v["name"], v["type"]) for v in inner], [("rate", "float"), ("layers", "Map(1)")])
        entries = self.debug("variables", {"variablesReference": inner[1]["variablesReference"]})["variables"]
        self.assertEqual([(v["name"], v["value"]) for v in entries], [("'a'", "1")])
        late = self.debug("variables", {"variablesReference": variables["later"]["variablesReference"]})["variables"]
        self.assertEqual(late[0]["value"], "(a getter)")
        rich = lambda name: self.debug("richInspectVariables", {"variableName": name})["data"]
        self.assertIn("<td>4.5</td>", rich("weights")["text/html"])
        self.assertIn("<table", rich("series")["text/html"])
        self.assertIn("disposed", rich("gone")["text/plain"])
        self.assertEqual(rich("scale"), {"text/plain": "3"})
        self.assertEqual(rich("no such name"), {})
        request = self.start("for (const until = Date.now() + 1500; Date.now() < until;);")
        self.assertIn("scale", [v["name"] for v in self.debug("inspectVariables")["variables"]])
        self.finish(request)


def murmur2(data, seed):
    m, mask = 0x5BD1E995, 0xFFFFFFFF
    h = (seed ^ len(data)) & mask
    whole = len(data) & ~3
    for at in range(0, whole, 4):
        k = int.from_bytes(data[at : at + 4], "little") * m & mask
        k = (k ^ k >> 24) * m & mask
        h = (h * m & mask) ^ k
    if data[whole:]:
        h = (h ^ int.from_bytes(data[whole:], "little")) * m & mask
    h = (h ^ h >> 13) * m & mask
    return h ^ h >> 15
