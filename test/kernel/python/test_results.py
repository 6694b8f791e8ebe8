"""What the library makes shows itself as the last expression of a cell; and its training hears the stop button."""

from harness import KernelCase

VEGA = "application/vnd.vegalite.v5+json"

TRAINED = """
import { loadDataset, presets, train, sweep, createStudy, lineChart, show } from "tunebook";
import { randomSampler } from "tunebook/tuning";
import { progressChannel } from "tunebook/training";
const digits = await loadDataset("digits");
const short = { ...presets.baseline, epochs: 2 };
const run = await train(digits, short, { seed: 1 });
"""

# Says when it has three epochs, and how far it came in all. Epochs are announced several at a time.
ENDLESS = """
let said = false;
const heard = (message: any) => {
  if (said || message.done < 3) return;
  said = true;
  console.log("three epochs");
};
progressChannel.subscribe(heard);
const endless = await train(digits, { ...presets.baseline, epochs: 1_000_000 }, { seed: 1 });
[endless.ending, endless.history.length >= 3]
"""


class Results(KernelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        reply = cls.client.execute(TRAINED, reply=True, timeout=240)
        assert reply["content"]["status"] == "ok", reply["content"]

    def data(self, code):
        reply = self.ok(code)
        (result,) = reply.of("execute_result")
        return result["data"]

    def picture(self, code):
        """Of a picture, every form: for JupyterLab, for GitHub and print, for a screen reader."""
        data = self.data(code)
        self.assertIn("mark", str(data[VEGA]))
        self.assertTrue(data["image/svg+xml"].startswith("<svg"))
        self.assertNotIn("[object Object]", data["text/plain"])
        return data

    def test_a_chart(self):
        self.picture("lineChart([{ x: 1, y: 2 }, { x: 2, y: 3 }], { x: 'x', y: 'y', title: 'A title' })")

    def test_a_chart_that_nobody_awaits_is_in_its_cell_and_so_is_its_error(self):
        reply = self.ok("show(lineChart([{ x: 1, y: 2 }], { x: 'x', y: 'y', title: 'Not awaited' })); 1")
        self.assertEqual([m["msg_type"] for m in reply.messages if m["msg_type"] != "status"][1:], ["display_data", "execute_result"])
        reply = self.ok("show({ [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('cannot be drawn') } }); 1")
        self.assertIn("cannot be drawn", reply.stream("stderr") + str(reply.of("display_data")))

    def test_charts_that_nobody_awaits_and_text_keep_their_order(self):
        chart = "show(lineChart([{ x: 1, y: 2 }], { x: 'x', y: 'y', title: 'Not awaited' }));"
        reply = self.ok(f"console.log('before'); {chart} console.log('between'); {chart} console.log('after')")
        kinds = [m["content"].get("text", m["msg_type"]) for m in reply.messages if m["msg_type"] in ("stream", "display_data")]
        self.assertEqual(kinds, ["before\n", "display_data", "between\n", "display_data", "after\n"])

    def test_a_run(self):
        self.picture("run")

    def test_a_sweep(self):
        self.picture("await sweep(digits, short, { learningRate: [0.01, 0.1] }, { seeds: 2 })")

    def test_a_study(self):
        code = """
        const study = await createStudy({ name: "line", direction: "minimize", sampler: randomSampler({ seed: 1 }) });
        await study.optimize((trial) => Promise.resolve(trial.suggestFloat("x", 0, 1)), { trials: 5 });
        study"""
        self.picture(code)

    def test_a_data_set(self):
        data = self.data("digits")
        self.assertIn("<table", data["text/html"])
        self.assertNotIn("[object Object]", data["text/plain"])

    def test_an_interrupted_training_stops_and_keeps_what_it_has(self):
        request = self.start(ENDLESS)
        said = lambda: any(m["msg_type"] == "stream" for m in self.kept.get(request, []))
        while not said():
            message = self.client.get_iopub_msg(timeout=120)
            self.kept.setdefault(message["parent_header"].get("msg_id"), []).append(message)
        self.send("interrupt_request", {}, "control")
        reply = self.finish(request)
        self.assertEqual(reply.content["status"], "ok", reply.traceback)
        self.assertEqual(reply.text, "[ 'interrupted', true ]")
        still = "let later = 0; progressChannel.subscribe(() => { later++ }); await new Promise((go) => setTimeout(go, 500)); later"
        self.assertEqual(self.ok(still).text, "0")
        self.assertEqual(self.ok("(await train(digits, short, { seed: 2 })).ending").text, "'complete'")
