import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { test } from "node:test";
import { captureContext, slot, withSlots } from "quintet/core";

const colour = slot<string>("test.colour");
const size = slot<number>("test.size");

test("a value holds for all that is started inside and for nothing outside", async () => {
  const inside = colour.run("red", async () => {
    await setTimeout(1);
    return colour.get();
  });
  assert.equal(colour.get(), undefined);
  assert.equal(await inside, "red");
});

test("an inner value hides the outer one and leaves other slots alone", () => {
  size.run(3, () =>
    colour.run("red", () => {
      colour.run("blue", () => assert.deepEqual([colour.get(), size.get()], ["blue", 3]));
      colour.without(() => assert.deepEqual([colour.get(), size.get()], [undefined, 3]));
      assert.equal(colour.get(), "red");
    }),
  );
});

test("several slots are set and unset at once", () => {
  colour.run("red", () =>
    withSlots([colour.as(undefined), size.as(7)], () =>
      assert.deepEqual([colour.get(), size.get()], [undefined, 7]),
    ),
  );
});

test("concurrent work keeps to its own value", async () => {
  const seen = await Promise.all(
    ["a", "b", "c"].map((value, index) =>
      colour.run(value, async () => {
        await setTimeout(3 - index);
        return colour.get();
      }),
    ),
  );
  assert.deepEqual(seen, ["a", "b", "c"]);
});

test("a captured context runs functions in itself, from wherever they are called", () => {
  const inRed = colour.run("red", () => captureContext());
  colour.run("blue", () => {
    assert.equal(
      inRed(() => colour.get()),
      "red",
    );
    assert.equal(colour.get(), "blue");
  });
});

test("a second slot of one name is refused, naming it", () => {
  assert.throws(() => slot("test.colour"), { name: "TypeError", message: /"test\.colour"/ });
});
