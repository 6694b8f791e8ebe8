"""A slider, from the message that opens it to the result for where it was moved."""

import nbformat
from harness import KernelCase
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

VIEW = "application/vnd.jupyter.widget-view+json"
SLIDER = """import { slider } from "tunebook";
await slider({ name: "learningRate", from: 0.001, to: 10, value: 0.1 }, (value) => {
  if (value > 5) throw new RangeError("too far");
  return `rate ${value}`;
});"""

# One that waits for the signal as training does, one that never lets the event loop turn.
STOPPABLE = """import { slider } from "tunebook";
await slider({ name: "learningRate", from: 0.001, to: 10, value: 0.1 }, async (value) => {
  if (value < 1) return `rate ${value}`;
  console.log(`runs at ${value}`);
  if (value < 2) return new Promise((resolve) => {
    const forever = setInterval(() => {}, 1000);
    process.once("SIGINT", () => { clearInterval(forever); resolve("stopped in order"); });
  });
  await null;
  for (let spins = 0; ; spins++);
});"""


class Sliders(KernelCase):
    def open(self):
        reply = self.ok(SLIDER)
        opened = {m["comm_id"]: m["data"]["state"] for m in reply.of("comm_open")}
        view, result = reply.of("display_data")
        return opened, view, result

    def wait_for(self, kind, fits=lambda content: True):
        while True:
            message = self.client.get_iopub_msg(timeout=30)
            if message["msg_type"] == kind and fits(message["content"]):
                return message["content"]

    def move_only(self, comm, value):
        state = {"method": "update", "state": {"value": value}, "buffer_paths": []}
        return self.send("comm_msg", {"comm_id": comm, "data": state})

    def move(self, comm, value):
        """Moves the slider and returns the first display that it updates."""
        request = self.move_only(comm, value)
        messages = self.messages_of(request)
        updates = [m["content"] for m in messages if m["msg_type"] == "update_display_data"]
        while not updates:
            message = self.client.get_iopub_msg(timeout=30)
            if message["msg_type"] == "update_display_data":
                updates.append(message["content"])
        return updates[0]

    def test_open_move_result(self):
        opened, view, result = self.open()
        names = [state["_model_name"] for state in opened.values()]
        self.assertEqual(names, ["LayoutModel", "SliderStyleModel", "FloatLogSliderModel"])
        model = view["data"][VIEW]["model_id"]
        self.assertEqual(opened[model]["_model_name"], "FloatLogSliderModel")
        self.assertEqual(view["metadata"], {"tunebook": {"volatile": True}})
        self.assertEqual(result["data"], {"text/plain": "rate 0.1"})
        comms = self.ask("comm_info_request", {"target_name": "jupyter.widget"}).content["comms"]
        self.assertLessEqual(set(opened), set(comms))
        for value, text in ((1.0, "rate 1"), (10, "learningRate = 10: RangeError: too far"), (0.5, "rate 0.5")):
            update = self.move(model, value)
            self.assertEqual(update["data"], {"text/plain": text})
            self.assertEqual(update["transient"], result["transient"])

    def test_the_stop_button_reaches_what_a_slider_started(self):
        reply = self.ok(STOPPABLE)
        (model,) = [m["comm_id"] for m in reply.of("comm_open") if m["data"]["state"]["_model_name"] == "FloatLogSliderModel"]
        for value, text in ((1.0, "stopped in order"), (2.0, "learningRate = 2: KeyboardInterrupt"), (0.5, "rate 0.5")):
            self.move_only(model, value)
            if value >= 1:
                self.wait_for("stream", lambda content: f"runs at {value:g}" in content["text"])
                self.send("interrupt_request", {}, "control")
            update = self.wait_for("update_display_data")
            self.assertIn(text, update["data"]["text/plain"])
            self.assertEqual(self.ok("let sum = 0; for (let i = 0; i < 1000; i++) sum += i; sum").text, "499500")

    def test_a_page_that_is_loaded_again_learns_the_state(self):
        opened, view, _ = self.open()
        model = view["data"][VIEW]["model_id"]
        self.move(model, 2.0)
        request = self.send("comm_msg", {"comm_id": model, "data": {"method": "request_state"}})
        sent = [m["content"]["data"] for m in self.messages_of(request) if m["msg_type"] == "comm_msg"]
        self.assertEqual([(data["method"], data["state"]) for data in sent], [("update", {**opened[model], "value": 2.0})])

    def test_a_notebook_without_a_reader_has_the_first_result(self):
        kernelspec = {"name": "tslab", "display_name": "TypeScript", "language": "typescript"}
        book = new_notebook(cells=[new_code_cell(SLIDER)], metadata={"kernelspec": kernelspec})
        NotebookClient(book, kernel_name="tslab", timeout=120).execute()
        view, result = book.cells[0].outputs
        self.assertIn("A slider for learningRate", view["data"]["text/plain"])
        self.assertEqual(result["data"], {"text/plain": "rate 0.1"})
        nbformat.validate(book)
