import { expect } from "chai";
import fc from "fast-check";
import { encodeFrame, FrameReader, type FromCells } from "../../src/kernel/link/frames.js";
import { MessageFactory } from "../../src/kernel/protocol/message.js";
import { Outlet } from "../../src/kernel/protocol/outlet.js";
import { Wire } from "../../src/kernel/protocol/wire.js";

const stream = (text: string): FromCells => ({ type: "stream", cell: 1, name: "stdout", text });

describe("kernel: what its processes and front ends are sent", () => {
  it("frames come out as they went in, wherever the stream of bytes is cut", () => {
    const texts = fc.array(fc.string({ unit: "grapheme", maxLength: 8 }), { maxLength: 4 });
    fc.assert(
      fc.property(texts, fc.array(fc.nat(400), { maxLength: 5 }), (written, places) => {
        const bytes = Buffer.concat(written.map((text) => encodeFrame(stream(text))));
        const cuts = [0, ...places.filter((at) => at < bytes.length).sort((a, b) => a - b), bytes.length];
        const reader = new FrameReader<FromCells>();
        const read = cuts.slice(1).flatMap((to, index) => reader.read(bytes.subarray(cuts[index], to)));
        expect(read).to.deep.equal(written.map(stream));
      }),
    );
  });

  it("messages go out one at a time in the order in which they were sent, each properly signed", async () => {
    const wire = new Wire("key", "hmac-sha256");
    const sent: unknown[] = [];
    let isSending = false;
    const socket = {
      send: async (frames: unknown) => {
        expect(isSending).to.equal(false);
        isSending = true;
        await new Promise((resolve) => setImmediate(resolve));
        sent.push(wire.decode(frames as Uint8Array[]).content["number"]);
        isSending = false;
      },
    };
    const outlet = new Outlet(socket, wire);
    const messages = new MessageFactory();
    await Promise.all([1, 2, 3].map((number) => outlet.send(messages.make("status", { number }))));
    expect(sent).to.deep.equal([1, 2, 3]);
  });
});
