import { expect } from "chai";
import { slider } from "../../../src/course/controls/slider.js";
import type { WidgetComm, WidgetState } from "../../../src/course/controls/widget-model.js";
import { withFakeKernel, type Shown } from "../fake-kernel.js";

interface OpenedComm extends WidgetComm {
  readonly target: string;
  readonly opened: WidgetState;
  readonly metadata: WidgetState;
  readonly sent: WidgetState[];
}

/** A kernel with comms whose front end is the test. */
class FakeFrontEnd {
  readonly comms: OpenedComm[] = [];
  readonly shown: Shown[] = [];

  readonly display = (bundle: Shown["bundle"], options: Shown["options"] = {}): void => {
    this.shown.push({ bundle, options });
  };

  readonly comm = {
    open: (target: string, opened: WidgetState, { metadata }: { metadata: WidgetState }): WidgetComm => {
      const sent: WidgetState[] = [];
      const send = (data: WidgetState): void => void sent.push(data);
      const comm = { id: `comm-${this.comms.length}`, target, opened, metadata, sent, send };
      this.comms.push(comm);
      return comm;
    },
  };

  /** The model that has a value. */
  get slider(): OpenedComm {
    return this.comms.find(({ opened }) => "value" in stateOf({ opened }))!;
  }

  state(model: string): WidgetState {
    return this.comms.map(stateOf).find((state) => state["_model_name"] === model)!;
  }

  move(value: unknown): void {
    this.slider.onMessage!({ method: "update", state: { value }, buffer_paths: [] });
  }

  get texts(): unknown[] {
    return this.shown.map(({ bundle }) => bundle["text/plain"]);
  }
}

function stateOf({ opened }: { opened: WidgetState }): WidgetState {
  return opened["state"] as WidgetState;
}

async function inFrontEnd(action: (page: FakeFrontEnd) => Promise<void>): Promise<void> {
  const page = new FakeFrontEnd();
  await withFakeKernel(async () => {
    (globalThis as Record<symbol, unknown>)[Symbol.for("tunebook.kernel")] = page;
    await action(page);
  });
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("a slider", () => {
  it("opens ipywidgets' three models and shows the view above the result", () =>
    inFrontEnd(async (page) => {
      await slider({ name: "learningRate", from: 0.001, to: 10, value: 0.1 }, (value) => `rate ${value}`);
      for (const { target, metadata, opened } of page.comms) {
        expect(target).to.equal("jupyter.widget");
        expect(metadata).to.deep.equal({ version: "2.1.0" });
        expect(opened["buffer_paths"]).to.deep.equal([]);
        expect(stateOf({ opened })).to.include({
          _model_module_version: "2.0.0",
          _view_module_version: "2.0.0",
        });
      }
      expect(page.comms.map((comm) => stateOf(comm)["_model_name"])).to.deep.equal([
        "LayoutModel",
        "SliderStyleModel",
        "FloatLogSliderModel",
      ]);
      const state = page.state("FloatLogSliderModel");
      expect(state).to.include({
        layout: "IPY_MODEL_comm-0",
        style: "IPY_MODEL_comm-1",
        value: 0.1,
        base: 10,
      });
      expect(state["min"]).to.be.closeTo(-3, 1e-12);
      expect(state["max"]).to.be.closeTo(1, 1e-12);
      expect(state["continuous_update"]).to.equal(false);
      const [view, result] = page.shown;
      const model = { version_major: 2, version_minor: 0, model_id: "comm-2" };
      expect(view!.bundle["application/vnd.jupyter.widget-view+json"]).to.deep.equal(model);
      expect(view!.options.metadata).to.deep.equal({ tunebook: { volatile: true } });
      expect(result!.bundle).to.deep.equal({ "text/plain": "rate 0.1" });
      expect(result!.options.metadata).to.equal(undefined);
    }));

  it("takes scale and ends from the table where none are given", () =>
    inFrontEnd(async (page) => {
      await slider({ name: "batchSize" }, String);
      await slider({ name: "dropout" }, String);
      await slider({ name: "layers" }, String);
      const sizes = page.state("FloatLogSliderModel");
      expect(sizes).to.include({ base: 2, min: 4, max: 10, step: 1 });
      expect(page.state("FloatSliderModel")).to.include({ min: 0, max: 0.8, description: "dropout" });
      expect(page.state("IntSliderModel")).to.include({ min: 1, max: 10, step: 1 });
    }));

  it("runs again where it comes to rest and replaces the result", () =>
    inFrontEnd(async (page) => {
      await slider({ name: "learningRate", value: 0.1 }, (value) => `rate ${value}`);
      page.move(10 ** -1.25);
      await turn();
      expect(page.texts.slice(1)).to.deep.equal(["rate 0.1", "rate 0.0562"]);
      const [, first, second] = page.shown;
      expect(second!.options).to.deep.equal({ displayId: first!.options.displayId, update: true });
      expect(page.slider.sent[0]).to.deep.include({ method: "echo_update", state: { value: 10 ** -1.25 } });
    }));

  it("rounds to whole numbers and stays within the ends", () =>
    inFrontEnd(async (page) => {
      const seen: number[] = [];
      await slider({ name: "batchSize" }, (value) => void seen.push(value));
      for (const position of [63.99999, 5000, 1]) {
        page.move(position);
        await turn();
      }
      expect(seen).to.deep.equal([32, 64, 1024, 16]);
    }));

  it("stops the training that the reader has moved on from, and trains the latest only", () =>
    inFrontEnd(async (page) => {
      const started: number[] = [];
      const ends: (() => void)[] = [];
      let running = 0;
      const train = async (value: number, signal: AbortSignal): Promise<string> => {
        started.push(value);
        expect(++running).to.equal(1);
        await new Promise<void>((resolve) => {
          ends.push(resolve);
          signal.addEventListener("abort", () => void setImmediate(resolve));
        });
        running--;
        return `${value} ${signal.aborted ? "aborted" : "whole"}`;
      };
      const cell = slider({ name: "learningRate", value: 0.1 }, train);
      ends[0]!();
      await cell;
      for (const value of [0.2, 0.3, 0.4]) page.move(value);
      for (let turns = 0; ends.length < 3 && turns < 100; turns++) await turn();
      ends[2]!();
      for (let turns = 0; turns < 10; turns++) await turn();
      expect(started).to.deep.equal([0.1, 0.2, 0.4]);
      expect(page.texts.slice(1)).to.deep.equal(["0.1 whole", "0.4 whole"]);
    }));

  it("shows an error for a later value in place of the result, and goes on", () =>
    inFrontEnd(async (page) => {
      const action = (value: number): string => {
        if (value > 0.5) throw new RangeError("too far");
        return `rate ${value}`;
      };
      await slider({ name: "learningRate", value: 0.1 }, action);
      page.move(1);
      await turn();
      page.move(0.2);
      await turn();
      expect(page.texts.slice(2)).to.deep.equal(["learningRate = 1: RangeError: too far", "rate 0.2"]);
    }));

  it("fails as the cell fails for the first value", () =>
    inFrontEnd(async () => {
      const error = await slider({ name: "learningRate" }, () => {
        throw new Error("at once");
      }).catch((reason: unknown) => reason);
      expect(String(error)).to.equal("Error: at once");
    }));

  it("ignores what is no number, what it already shows, and messages it does not know", () =>
    inFrontEnd(async (page) => {
      let calls = 0;
      await slider({ name: "learningRate", value: 0.1 }, () => ++calls);
      for (const value of [NaN, "0.2", null, undefined, 0.1]) page.move(value);
      page.slider.onMessage!({ method: "custom", content: { event: "click" } });
      page.slider.onMessage!({ method: "update" });
      await turn();
      expect(calls).to.equal(1);
    }));

  it("tells a page that was loaded again where it stands", () =>
    inFrontEnd(async (page) => {
      await slider({ name: "learningRate", value: 0.1 }, String);
      page.move(0.5);
      page.slider.onMessage!({ method: "request_state" });
      const { method, state } = page.slider.sent.at(-1) as { method: string; state: WidgetState };
      expect(method).to.equal("update");
      expect(state).to.include({ value: 0.5, _model_name: "FloatLogSliderModel" });
    }));

  it("stops the training when its comm is closed", () =>
    inFrontEnd(async (page) => {
      let last: AbortSignal | undefined;
      await slider({ name: "learningRate", value: 0.1 }, (value, signal) => {
        last = signal;
        return value === 0.1 ? "first" : new Promise(() => undefined);
      });
      page.move(0.2);
      expect(last!.aborted).to.equal(false);
      page.slider.onClose!();
      expect(last!.aborted).to.equal(true);
    }));

  it("shows the first result and says what it would do where there are no comms", async () => {
    const shown = await withFakeKernel(() =>
      slider({ name: "learningRate", from: 0.001, to: 10, value: 0.1 }, (value) => `rate ${value}`),
    );
    expect(shown[0]!.bundle["text/plain"]).to.equal("rate 0.1");
    expect(shown[1]!.bundle["text/plain"]).to.match(/slider for learningRate, from 0.001 to 10.*JupyterLab/);
  });
});

describe("a slider's input", () => {
  const refused: readonly [string, Parameters<typeof slider>[0], RegExp][] = [
    ["a name nobody knows", { name: "learningrate" as "learningRate" }, /nearest is "learningRate"/],
    ["a hyperparameter of words", { name: "optimizer" as "layers" }, /values are not numbers/],
    ["ends the wrong way round", { name: "learningRate", from: 1, to: 0.1 }, /swap them/],
    ["an end outside the domain", { name: "dropout", from: 0, to: 1.5 }, /Cannot use dropout = 1.5/],
    ["a start outside the ends", { name: "learningRate", from: 0.1, to: 1, value: 2 }, /between 0.1 and 1/],
    ["a logarithm of zero", { name: "dropout", from: 0, to: 0.5, log: true }, /above 0/],
    ["no step", { name: "learningRate", step: 0 }, /step must be/],
    ["a value that is no number", { name: "learningRate", value: "fast" as never }, /learningRate = "fast"/],
  ];
  for (const [title, input, message] of refused)
    it(`refuses ${title} before anything runs`, async () => {
      let ran = false;
      const error = await slider(input, () => (ran = true)).catch((reason: unknown) => reason);
      expect(String(error)).to.match(message);
      expect(ran).to.equal(false);
    });
});
