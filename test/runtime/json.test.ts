import { expect } from "chai";
import fc from "fast-check";
import { fromJson, toJson } from "../../src/runtime/json.js";

const number = fc.oneof(
  fc.double({ noDefaultInfinity: false }),
  fc.constantFrom(NaN, Infinity, -Infinity, 0),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    number.map((each) => (each === 0 ? 0 : each)), // JSON has no −0
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(
      fc.string().filter((name) => name !== "$number" && name !== "__proto__"),
      tie("value"),
      { maxKeys: 4 },
    ),
  ),
}));

describe("JSON with every number", () => {
  it("gives back what it wrote, NaN and Infinity included", () => {
    fc.assert(
      fc.property(value, (written) => {
        expect(fromJson(toJson(written))).to.deep.equal(written);
      }),
    );
  });

  it("writes finite values as JSON does", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (written) => {
        expect(toJson(written)).to.equal(JSON.stringify(written));
        expect(toJson(written, 1)).to.equal(JSON.stringify(written, undefined, 1));
      }),
    );
  });

  it("writes NaN and Infinity as notes", () => {
    expect(toJson({ loss: [1, NaN, -Infinity] })).to.equal(
      '{"loss":[1,{"$number":"NaN"},{"$number":"-Infinity"}]}',
    );
  });
});
